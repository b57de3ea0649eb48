package io.treeline.exporter.model;

/**
 * Identity of a span. Two spans with one key are one span.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 */
public record SpanKey(String traceId, String spanId) implements Comparable<SpanKey> {

  private static final int TRACE_ID_DIGITS = 32;
  private static final int SPAN_ID_DIGITS = 16;

  public SpanKey {
    if (!isId(traceId, TRACE_ID_DIGITS)) {
      throw new IllegalArgumentException(
          "trace id must be 32 lower-case hex digits, not all zero: was \"" + traceId + "\"");
    }
    if (!isId(spanId, SPAN_ID_DIGITS)) {
      throw new IllegalArgumentException(
          "span id must be 16 lower-case hex digits, not all zero: was \"" + spanId + "\"");
    }
  }

  @Override
  public int compareTo(SpanKey other) {
    int byTrace = traceId.compareTo(other.traceId);
    return byTrace != 0 ? byTrace : spanId.compareTo(other.spanId);
  }

  private static boolean isId(String text, int digits) {
    if (text.length() != digits) {
      return false;
    }
    boolean zero = true;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
      zero &= c == '0';
    }
    return !zero;
  }
}
