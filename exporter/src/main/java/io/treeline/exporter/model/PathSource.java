package io.treeline.exporter.model;

/** Where the path of a span came from. */
public enum PathSource {
  /** The span was sent with it. */
  GIVEN,
  /** Made from the agents, tools and operations above the span, because none was sent. */
  DERIVED
}
