package io.treeline.demo.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What must have been recorded of one run of the demo, as {@link SessionText} writes it. */
final class ExpectedSessions {

  private static final List<String> FILES =
      List.of(
          "password-reset",
          "order-lookup",
          "refund-approval",
          "complaint-letter",
          "opening-hours",
          "ticket-triage",
          "account-closure",
          "knowledge-search",
          "address-change-v1-5001",
          "address-change-v1-5002",
          "address-change-v1-5003",
          "address-change-v1-5004",
          "address-change-v1-5005",
          "address-change-v1-5006",
          "address-change-v1-5007",
          "address-change-v1-5008",
          "address-change-v2-5001",
          "address-change-v2-5002",
          "address-change-v2-5003",
          "address-change-v2-5004",
          "address-change-v2-5005",
          "address-change-v2-5006",
          "address-change-v2-5007",
          "address-change-v2-5008");

  private ExpectedSessions() {}

  /** One text per session, in the order in which the demo serves them. */
  static List<String> all() {
    return FILES.stream().map(ExpectedSessions::read).toList();
  }

  private static String read(String file) {
    String resource = "/demo/expected/" + file + ".txt";
    try (InputStream in = ExpectedSessions.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
