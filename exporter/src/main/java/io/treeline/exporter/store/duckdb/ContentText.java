package io.treeline.exporter.store.duckdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One part of a span's content, cut into the pieces that are kept once each. */
final class ContentText {

  private final byte[] bytes;
  private final int @Nullable [] ends;
  // Two for each piece.
  private final long[] hashes;

  private ContentText(byte[] bytes, int @Nullable [] ends, long[] hashes) {
    this.bytes = bytes;
    this.ends = ends;
    this.hashes = hashes;
  }

  /** A text that is kept as one piece. */
  static ContentText whole(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), null);
  }

  /** A text whose elements are kept apart when it is a JSON array. */
  static ContentText split(String text) {
    return split(text, null);
  }

  /**
   * As {@link #split(String)}, sparing what is known of a text that this one may go on from, as a
   * conversation's next call goes on from the one before.
   */
  static ContentText split(String text, @Nullable ContentText before) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int shared = before == null ? 0 : before.endOfArray();
    if (before == null
        || shared == 0
        || bytes.length <= shared
        || bytes[shared] != ','
        || !Arrays.equals(bytes, 0, shared, before.bytes, 0, shared)) {
      return of(bytes, SplitArray.ends(bytes));
    }
    // What comes after the last shared piece is cut as if the array began at its comma.
    byte[] rest = Arrays.copyOfRange(bytes, shared, bytes.length);
    rest[0] = '[';
    int[] more = SplitArray.ends(rest);
    int known = before.pieces();
    if (more == null
        || more.length == 0
        || !SplitArray.isWorthIt(bytes.length, known + more.length)) {
      return of(bytes, SplitArray.ends(bytes));
    }
    int[] ends = Arrays.copyOf(Objects.requireNonNull(before.ends), known + more.length);
    long[] hashes = Arrays.copyOf(before.hashes, 2 * (known + more.length));
    ContentText whole = new ContentText(bytes, ends, hashes);
    for (int i = 0; i < more.length; i++) {
      ends[known + i] = shared + more[i];
      ContentHash.write(bytes, whole.start(known + i), ends[known + i], hashes, 2 * (known + i));
    }
    return whole;
  }

  /** Where the bracket stands that closes an array of at least one piece; 0 for any other text. */
  private int endOfArray() {
    return ends == null || ends.length == 0 ? 0 : bytes.length - 1;
  }

  private static ContentText of(byte[] bytes, int @Nullable [] ends) {
    int pieces = ends == null ? 1 : ends.length;
    ContentText text = new ContentText(bytes, ends, new long[2 * pieces]);
    for (int i = 0; i < pieces; i++) {
      ContentHash.write(bytes, text.start(i), text.end(i), text.hashes, 2 * i);
    }
    return text;
  }

  /** Whether it is one piece and no array of pieces. */
  boolean isWhole() {
    return ends == null;
  }

  /** The hash of a piece, first part. */
  long hash1(int i) {
    return hashes[2 * i];
  }

  /** The hash of a piece, second part. */
  long hash2(int i) {
    return hashes[2 * i + 1];
  }

  int pieces() {
    return hashes.length / 2;
  }

  String piece(int i) {
    return new String(bytes, start(i), end(i) - start(i), StandardCharsets.UTF_8);
  }

  private int start(int i) {
    if (ends == null) {
      return 0;
    }
    return i == 0 ? 1 : ends[i - 1] + 1;
  }

  private int end(int i) {
    return ends == null ? bytes.length : ends[i];
  }
}
