package io.treeline.exporter.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends: {@code tl_<id>_<256 random bits>}. As they are random, one round of SHA-256
 * is enough to keep them.
 */
final class Secret {

  private static final Pattern FORM = Pattern.compile("tl_([a-z0-9]{10})_[A-Za-z0-9_-]{43}");
  private static final String ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LENGTH = 10;
  private static final int RANDOM_BYTES = 32;

  static String id(SecureRandom random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  static String of(String id, SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return "tl_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The key's id; null when the text has not the form of a secret. */
  static @Nullable String idIn(String secret) {
    Matcher matcher = FORM.matcher(secret);
    return matcher.matches() ? matcher.group(1) : null;
  }

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In time that does not depend on where the hashes differ. */
  static boolean matches(String secret, ApiKey key) {
    return MessageDigest.isEqual(hash(secret), HexFormat.of().parseHex(key.sha256()));
  }

  private Secret() {}
}
