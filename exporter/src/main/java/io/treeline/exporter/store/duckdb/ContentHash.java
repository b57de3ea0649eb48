package io.treeline.exporter.store.duckdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash of about 120 bits that tells pieces of content apart: two polynomials over the bytes,
 * modulo a prime, at secret points. Whoever does not know the points cannot write two texts that
 * meet, and any two texts of ten megabytes meet with a chance below 1 in 2^80.
 *
 * <p>The points differ from process to process, so a hash must never be stored.
 */
final class ContentHash {

  private static final long PRIME = (1L << 61) - 1;
  private static final int BYTES_OF_WORD = 7;
  private static final long WORD = (1L << (8 * BYTES_OF_WORD)) - 1;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FIRST_POINT;
  private static final long SECOND_POINT;

  static {
    SecureRandom random = new SecureRandom();
    FIRST_POINT = random.nextLong() >>> 3;
    SECOND_POINT = random.nextLong() >>> 3;
  }

  private ContentHash() {}

  /** Writes the hash of some bytes to two places of an array. */
  static void write(byte[] bytes, int from, int to, long[] hashes, int at) {
    long first = (long) to - from;
    long second = first;
    int i = from;
    // Reads eight bytes and takes seven, as long as there are eight.
    for (; i + Long.BYTES <= to; i += BYTES_OF_WORD) {
      long word = (long) LONGS.get(bytes, i) & WORD;
      first = times(first + word, FIRST_POINT);
      second = times(second + word, SECOND_POINT);
    }
    while (i < to) {
      long word = 0;
      int end = Math.min(to, i + BYTES_OF_WORD);
      for (int shift = 0; i < end; i++, shift += 8) {
        word |= (bytes[i] & 0xffL) << shift;
      }
      first = times(first + word, FIRST_POINT);
      second = times(second + word, SECOND_POINT);
    }
    hashes[at] = first;
    hashes[at + 1] = second;
  }

  /** The product modulo the prime, below 2^61 but for one value; the first below 2^62. */
  private static long times(long value, long point) {
    long high = Math.multiplyHigh(value, point);
    long low = value * point;
    long sum = (low & PRIME) + ((low >>> 61) | (high << 3));
    long once = (sum & PRIME) + (sum >>> 61);
    return once >= PRIME ? once - PRIME : once;
  }
}
