package io.treeline.exporter.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a browser holds in place of a key: the key's id and an end, signed with a secret of the
 * exporters that share a directory of keys. It ends with the key, and what is kept of a key is not
 * enough to make one.
 */
public final class LoginCookie {

  /** How long a login lasts. */
  public static final Duration LASTS = Duration.ofDays(7);

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9]{10})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

  private final @Nullable KeyRing keys;

  LoginCookie(@Nullable KeyRing keys) {
    this.keys = keys;
  }

  /** The cookie's value for whoever was just let in by a secret. */
  public String issue(Caller caller, Instant now) {
    ApiKey key = keys == null ? null : keys.byId(caller.key());
    if (keys == null || key == null) {
      throw AccessDeniedException.unauthenticated("the key was revoked");
    }
    long end = now.plus(LASTS).getEpochSecond();
    return key.id() + "." + end + "." + signature(keys, key, end);
  }

  /** Who holds a cookie; null when it is wrong, has ended, or its key was revoked. */
  public @Nullable Caller caller(String value, Instant now) {
    Matcher matcher = FORM.matcher(value);
    if (keys == null || !matcher.matches()) {
      return null;
    }
    ApiKey key = keys.byId(matcher.group(1));
    long end = Long.parseLong(matcher.group(2));
    if (key == null || now.getEpochSecond() >= end) {
      return null;
    }
    byte[] expected = signature(keys, key, end).getBytes(StandardCharsets.US_ASCII);
    byte[] given = matcher.group(3).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, given) ? keys.caller(key) : null;
  }

  private static String signature(KeyRing keys, ApiKey key, long end) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.loginSecret(), "HmacSHA256"));
      String what = "login " + key.id() + " " + end + " " + key.sha256();
      byte[] signed = mac.doFinal(what.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
