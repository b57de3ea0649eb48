package io.treeline.exporter.store.clickhouse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The deduplication tokens of one project's batches: rows of a token that the engine has are not
 * added again. What was deleted is to be added again though, so that a deletion changes all tokens;
 * of this process alone, as another one's let a span in again as soon as its batch is not the very
 * same. Thread-safe.
 */
final class Tokens {

  private volatile String salt = "";

  /** Of a batch, made of its contents; the same in every process. */
  String of(List<ByteBuffer> contents) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      contents.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** To be called after something was deleted. */
  void renew() {
    salt = UUID.randomUUID().toString();
  }
}
