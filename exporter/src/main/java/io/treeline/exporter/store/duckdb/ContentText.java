package io.treeline.exporter.store.duckdb;

import java.nio.charset.StandardCharsets;
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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, SplitArray.ends(bytes));
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
