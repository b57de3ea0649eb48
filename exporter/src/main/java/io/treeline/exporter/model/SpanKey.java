package io.treeline.exporter.model;

import java.util.regex.Pattern;

/**
 * Identity of a span. Two spans with one key are one span.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 */
public record SpanKey(String traceId, String spanId) implements Comparable<SpanKey> {

  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  public SpanKey {
    if (!TRACE_ID.matcher(traceId).matches()) {
      throw new IllegalArgumentException(
          "trace id must be 32 lower-case hex digits, not all zero: was \"" + traceId + "\"");
    }
    if (!SPAN_ID.matcher(spanId).matches()) {
      throw new IllegalArgumentException(
          "span id must be 16 lower-case hex digits, not all zero: was \"" + spanId + "\"");
    }
  }

  @Override
  public int compareTo(SpanKey other) {
    int byTrace = traceId.compareTo(other.traceId);
    return byTrace != 0 ? byTrace : spanId.compareTo(other.spanId);
  }
}
