package io.treeline.exporter.helicone;

import io.treeline.exporter.model.SpanKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, and the span that it is kept as. The span follows from the id alone: a log
 * that comes again under the id of an earlier one finds it, even if its session is another.
 */
final class RequestId {

  /** {@code trace:span}, the id we give to spans that did not come as logs. */
  private static final Pattern OF_A_SPAN = Pattern.compile("([0-9a-f]{32}):([0-9a-f]{16})");

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final int MOST_CHARACTERS = 200;

  private RequestId() {}

  /** The id as sent; a random one when none was sent or it is too long to be one. */
  static String orRandom(@Nullable String sent) {
    return sent == null || sent.isBlank() || sent.length() > MOST_CHARACTERS
        ? UUID.randomUUID().toString()
        : sent.strip();
  }

  /** The span of a request: a UUID's digits are its trace id, any other text is hashed. */
  static SpanKey span(String id) {
    var ofSpan = OF_A_SPAN.matcher(id);
    if (ofSpan.matches()) {
      return new SpanKey(ofSpan.group(1), ofSpan.group(2));
    }
    String lower = id.toLowerCase(Locale.ROOT);
    boolean uuid = UUID_TEXT.matcher(id).matches();
    String digest = sha256(uuid ? lower : id);
    String trace = uuid ? lower.replace("-", "") : digest.substring(0, 32);
    boolean zero = trace.chars().allMatch(digit -> digit == '0');
    return new SpanKey(zero ? digest.substring(0, 32) : trace, digest.substring(32, 48));
  }

  /** The id under which a span that did not come as a log is shown. */
  static String of(SpanKey key) {
    return key.traceId() + ":" + key.spanId();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
