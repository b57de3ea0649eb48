package io.treeline.demo.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** Orders, and the carrier's tracking and forecast services. Thread-safe. */
public final class OrderDesk {

  private final AtomicInteger trackings = new AtomicInteger();

  /** The order as a JSON object. */
  public String order(String orderId) {
    Latency.take(50);
    return "{\"order_id\":\""
        + orderId
        + "\",\"status\":\"shipped\",\"tracking_number\":\"JD014600\",\"total_eur\":\"149.00\"}";
  }

  /** Who ordered, as a JSON object. */
  public String customer(String orderId) {
    Latency.take(50);
    return "{\"customer_id\":\"c-88\",\"order_id\":\"" + orderId + "\",\"city\":\"Hamburg\"}";
  }

  /**
   * Where the parcel is, as a JSON object.
   *
   * @throws BackendException on the first call: the carrier takes too long
   */
  public String track(String trackingNumber) {
    if (trackings.getAndIncrement() == 0) {
      Latency.take(60);
      throw new BackendException("carrier ParcelOne timed out after 60 ms");
    }
    Latency.take(20);
    return "{\"tracking_number\":\"" + trackingNumber + "\",\"hub\":\"Leipzig\"}";
  }

  /**
   * Forecasts the delivery.
   *
   * @throws BackendException always: the service is down
   */
  public String forecast(String trackingNumber) {
    Latency.take(10);
    throw new BackendException(
        "forecast service unavailable for " + trackingNumber + " (503, maintenance)");
  }

  /** What past deliveries on a route took, as a JSON object. */
  public String history(String route) {
    Latency.take(25);
    return "{\"route\":\"" + route + "\",\"median_days\":2,\"delivered_on\":\"Thursday\"}";
  }

  /** What a carrier allows, in words. */
  public String carrierRules(String carrier) {
    Latency.take(15);
    return carrier + ": neighbour delivery until 20:00 the day before; parcel shop any time.";
  }
}
