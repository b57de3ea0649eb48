package io.treeline.benchmarks;

/** A request that can be sent again and again, each time with spans that were never sent. */
interface Payload {

  /** Spans of one request. */
  int spans();

  /** The body of the next request. */
  byte[] fresh();
}
