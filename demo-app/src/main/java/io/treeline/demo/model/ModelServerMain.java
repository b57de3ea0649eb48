package io.treeline.demo.model;

import java.io.IOException;

/**
 * The model server as a process: says where it listens, serves until its standard input ends, then
 * says what it billed.
 *
 * <p>Whoever started it holds the other end of the input, so it never outlives that process.
 */
public final class ModelServerMain {

  private ModelServerMain() {}

  /** First line out is the base URL, second the bill as five numbers: see {@link Ledger}. */
  public static void main(String[] args) throws IOException {
    try (ModelServer server = ModelServer.start()) {
      System.out.println(server.baseUrl());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said on the input; only its end matters.
      }
      Ledger bill = server.ledger();
      System.out.println(
          bill.calls()
              + " "
              + bill.inputTokens()
              + " "
              + bill.cachedTokens()
              + " "
              + bill.outputTokens()
              + " "
              + bill.reasoningTokens());
      System.out.flush();
    }
  }
}
