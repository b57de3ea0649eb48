package io.treeline.exporter.model;

/** OpenTelemetry's status codes. */
public enum SpanStatus {
  UNSET,
  OK,
  ERROR
}
