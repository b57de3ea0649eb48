package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds spans by their ids: a hash table of numbers, as a session may have a hundred thousand spans
 * and each is looked for twice.
 */
final class SpanIndex {

  private static final int DIGITS = 16;

  private Span[] spans;
  private final long[] ids;
  private final int[] traces;
  private final int[] slots;
  private final Map<String, Integer> traceNumbers = new HashMap<>();
  private String lastTrace = "";
  private int lastNumber = -1;

  private SpanIndex(Span[] spans) {
    this.spans = spans;
    this.ids = new long[spans.length];
    this.traces = new int[spans.length];
    this.slots = new int[Integer.highestOneBit(Math.max(1, spans.length)) * 4];
    Arrays.fill(slots, -1);
  }

  /** An index of the spans; of two with one key the earlier one counts. */
  static SpanIndex of(Span[] spans) {
    SpanIndex index = new SpanIndex(spans.clone());
    int size = 0;
    for (Span span : spans) {
      long id = number(span.key().spanId());
      int trace = index.traceNumber(span.key().traceId());
      int slot = index.slot(trace, id);
      if (index.slots[slot] < 0) {
        index.slots[slot] = size;
        index.spans[size] = span;
        index.ids[size] = id;
        index.traces[size] = trace;
        size++;
      }
    }
    if (size < spans.length) {
      index.spans = Arrays.copyOf(index.spans, size);
    }
    return index;
  }

  /** Each key once, in the order given. */
  Span[] spans() {
    return spans;
  }

  /** For each span the index of the span that it names as its parent; -1 when there is none. */
  int[] parents() {
    int[] parents = new int[spans.length];
    for (int i = 0; i < parents.length; i++) {
      String up = spans[i].parentSpanId();
      parents[i] = up != null && isId(up) ? slots[slot(traces[i], number(up))] : -1;
    }
    return parents;
  }

  private static boolean isId(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Of sixteen lower-case hexadecimal digits. */
  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < DIGITS; i++) {
      char c = digits.charAt(i);
      number = (number << 4) | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return number;
  }

  /** Where a span is, or would be. */
  private int slot(int trace, long id) {
    long mixed = (id ^ (trace * 0x9E3779B97F4A7C15L)) * 0xD6E8FEB86659FD93L;
    int slot = (int) (mixed >>> 32) & (slots.length - 1);
    while (slots[slot] >= 0 && (ids[slots[slot]] != id || traces[slots[slot]] != trace)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int traceNumber(String trace) {
    // Most often that of the span before.
    if (!trace.equals(lastTrace)) {
      lastTrace = trace;
      lastNumber = traceNumbers.computeIfAbsent(trace, key -> traceNumbers.size());
    }
    return lastNumber;
  }
}
