package io.treeline.exporter.access;

import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, by the key in {@code Authorization: Bearer}, {@code Authorization: Basic} (as
 * the password) or {@code x-api-key}; gRPC metadata are the same headers. Thread-safe.
 */
public final class Gate {

  private static final Gate OPEN = new Gate(null);

  private final @Nullable KeyRing keys;

  private Gate(@Nullable KeyRing keys) {
    this.keys = keys;
  }

  /** Lets everybody in. */
  public static Gate open() {
    return OPEN;
  }

  /** Lets in who has a key. */
  public static Gate of(KeyRing keys) {
    return new Gate(keys);
  }

  /** Whether everybody is let in. */
  public boolean isOpen() {
    return keys == null;
  }

  /**
   * Who sent these headers.
   *
   * @throws AccessDeniedException when there is no key in them, or one that opens nothing
   */
  public Caller caller(RequestHeaders headers) {
    if (keys == null) {
      return Caller.ANYONE;
    }
    String secret = secret(headers);
    if (secret == null) {
      throw AccessDeniedException.unauthenticated(
          "a key is needed, as \"Authorization: Bearer <key>\" or \"x-api-key: <key>\"; one is made"
              + " with \"treeline keys create\"");
    }
    return caller(secret);
  }

  /**
   * Who holds a secret.
   *
   * @throws AccessDeniedException when it opens nothing
   */
  public Caller caller(String secret) {
    if (keys == null) {
      return Caller.ANYONE;
    }
    String id = Secret.idIn(secret);
    ApiKey key = id == null ? null : keys.byId(id);
    if (key == null || !Secret.matches(secret, key)) {
      // No word on which part is wrong, and nothing of what may be another service's secret.
      throw AccessDeniedException.unauthenticated(
          "the key is unknown or was revoked; \"treeline keys list\" shows those in force");
    }
    return keys.caller(key);
  }

  /**
   * Checks what a caller may do.
   *
   * @param any scopes of which one is enough
   * @throws AccessDeniedException when the caller has none of them
   */
  public static Caller require(Caller caller, Scope... any) {
    if (!caller.may(any)) {
      throw AccessDeniedException.forbidden(
          "key %s has the scope %s, and this needs %s"
              .formatted(
                  caller.key(),
                  String.join(", ", caller.scopes().stream().map(Scope::word).sorted().toList()),
                  any[0].word()));
    }
    return caller;
  }

  /** What browsers hold. */
  public LoginCookie cookies() {
    return new LoginCookie(keys);
  }

  /** The key in the headers, right or wrong; null when there is none. */
  public static @Nullable String secret(RequestHeaders headers) {
    String plain = headers.get("x-api-key");
    if (plain != null) {
      return plain.strip();
    }
    String authorization = headers.get("authorization");
    if (authorization == null) {
      return null;
    }
    String lower = authorization.toLowerCase(Locale.ROOT);
    if (lower.startsWith("bearer ")) {
      return authorization.substring("bearer ".length()).strip();
    }
    return lower.startsWith("basic ") ? password(authorization) : null;
  }

  private static @Nullable String password(String basic) {
    try {
      byte[] pair = Base64.getDecoder().decode(basic.substring("basic ".length()).strip());
      String text = new String(pair, StandardCharsets.UTF_8);
      return text.substring(text.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
