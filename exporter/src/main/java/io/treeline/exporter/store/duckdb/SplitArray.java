package io.treeline.exporter.store.duckdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of a JSON array at the commas between its elements, in one pass and without reading
 * the elements. White space stays with the element it stands at, so that the pieces with commas
 * between them and brackets around are the text again, byte by byte, whatever it is.
 */
final class SplitArray {

  // A reference to a piece takes some bytes too: arrays of numbers are better kept as they are.
  private static final int LEAST_AVERAGE_BYTES = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private SplitArray() {}

  /**
   * The ends of the pieces, exclusive; the first one begins at 1, each other one byte after the end
   * before it. Null when the text is no array, or not worth being cut.
   *
   * @param json UTF-8
   */
  static int @Nullable [] ends(byte[] json) {
    int last = json.length - 1;
    if (last < 1 || json[0] != '[' || json[last] != ']') {
      return null;
    }
    if (last == 1) {
      return new int[0];
    }
    int[] ends = new int[16];
    int count = 0;
    int depth = 0;
    for (int i = 1; i < last; i++) {
      switch (json[i]) {
        case '"' -> {
          i = endOfString(json, i + 1, last);
          if (i == last) {
            return null;
          }
        }
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        case ',' -> {
          if (depth == 0) {
            ends = count + 1 < ends.length ? ends : Arrays.copyOf(ends, ends.length * 2);
            ends[count++] = i;
          }
        }
        default -> {}
      }
      if (depth < 0) {
        return null;
      }
    }
    ends[count++] = last;
    return depth == 0 && isWorthIt(json.length, count) ? Arrays.copyOf(ends, count) : null;
  }

  /** Whether a text of so many bytes is worth being cut into so many pieces. */
  static boolean isWorthIt(int bytes, int pieces) {
    return pieces == 1 || bytes / pieces >= LEAST_AVERAGE_BYTES;
  }

  /** Where the closing quote is; {@code end} when there is none before. */
  private static int endOfString(byte[] json, int from, int end) {
    int i = from;
    while (true) {
      i = skipPlain(json, i, end);
      if (i >= end || json[i] == '"') {
        return Math.min(i, end);
      }
      i += json[i] == '\\' ? 2 : 1;
    }
  }

  /** Eight bytes at a time, as long as there is neither a quote nor a backslash among them. */
  private static int skipPlain(byte[] json, int from, int end) {
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long word = (long) LONGS.get(json, i);
      long quote = word ^ ('"' * ONES);
      long backslash = word ^ ('\\' * ONES);
      long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGHEST_BITS;
      if (found != 0) {
        // Of the marks the lowest is true, whatever borrowing did to those above it.
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    return i;
  }
}
