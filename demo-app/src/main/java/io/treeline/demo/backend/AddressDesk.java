package io.treeline.demo.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** Orders that are not shipped yet, and the services that know addresses. Thread-safe. */
public final class AddressDesk {

  private static final int GUIDE_LINES = 260;

  private final AtomicInteger checks = new AtomicInteger();

  /** The order as a JSON object. */
  public String order(String orderId) {
    Latency.take(40);
    String status = orderId.equals("5004") ? "packing" : "open";
    return "{\"order_id\":\"" + orderId + "\",\"status\":\"" + status + "\"}";
  }

  /** What the warehouse says of an order, as a JSON object: the same however often it is asked. */
  public String shipmentStatus(String orderId) {
    Latency.take(12);
    return "{\"order_id\":\"" + orderId + "\",\"status\":\"packing\",\"address_open\":true}";
  }

  /** The postcode of a street, as a JSON object. */
  public String postcode(String street) {
    // As long as the order takes: the two are looked up at once.
    Latency.take(40);
    return "{\"street\":\"" + street + "\",\"postcode\":\"" + realPostcode(street) + "\"}";
  }

  /**
   * Checks an address; a JSON object.
   *
   * @throws BackendException for an address it does not know or cannot read, for one abroad, and on
   *     the first call for one in a street that takes it long
   */
  public String check(String street, String postcode) {
    Latency.take(15);
    boolean first = checks.getAndIncrement() == 0;
    if (street.startsWith("Seilerstrasse") && first) {
      Latency.take(45);
      throw new BackendException("address service timed out after 60 ms");
    }
    if (street.startsWith("Storgata")) {
      throw new BackendException("address service unavailable for Norway (503, maintenance)");
    }
    if (street.contains("/")) {
      throw new BackendException("cannot read the house number in \"" + street + "\"");
    }
    if (street.startsWith("Am Neubau")) {
      throw new BackendException("no street \"" + street + "\" in " + postcode);
    }
    if (!postcode.equals(realPostcode(street))) {
      throw new BackendException(
          "no street \"" + street + "\" in " + postcode + ": it is in " + realPostcode(street));
    }
    return "{\"street\":\"" + street + "\",\"postcode\":\"" + postcode + "\",\"valid\":true}";
  }

  /**
   * Looks an address up in the register of streets, which is slow and knows most; a JSON object.
   */
  public String register(String street) {
    Latency.take(70);
    return "{\"street\":\"" + street + "\",\"valid\":true,\"register\":\"2026-10\"}";
  }

  /** How house numbers are written, at length: some 20 KB. */
  public String postalGuide() {
    Latency.take(20);
    StringBuilder guide = new StringBuilder();
    for (int i = 1; i <= GUIDE_LINES; i++) {
      guide.append("Rule ").append(i).append(": what follows the number of the house is ");
      guide.append(i % 2 == 0 ? "kept with it.\n" : "a part of the flat and not of the house.\n");
    }
    return guide.toString();
  }

  /** Waits for the dispatcher's word on an address that no service knows. */
  public String askDispatcher(String question) {
    Latency.take(110);
    return "approved: " + question;
  }

  /** Sends the order elsewhere; a JSON object. */
  public String change(String orderId, String street, String postcode) {
    Latency.take(20);
    return "{\"order_id\":\"%s\",\"street\":\"%s\",\"postcode\":\"%s\",\"changed\":true}"
        .formatted(orderId, street, postcode);
  }

  private static String realPostcode(String street) {
    if (street.startsWith("Lange Reihe") || street.startsWith("Koppel")) {
      return "20099";
    }
    if (street.startsWith("Osterstr")) {
      return "20259";
    }
    if (street.startsWith("Am Neubau")) {
      return "21129";
    }
    return street.startsWith("Storgata") ? "0155" : "20359";
  }
}
