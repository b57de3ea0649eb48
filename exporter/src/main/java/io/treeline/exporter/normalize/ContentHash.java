package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of what went into and came out of a tool, the same for the same content however it
 * was written: fields in any order, numbers in any spelling (1, 1.0, 1e0), structured values or
 * JSON text of them. Other text counts as it is.
 *
 * <p>The first 64 bits of a SHA-256: two different contents of one session share one by chance in
 * fewer than one in a million million cases.
 */
final class ContentHash {

  /** Written out, 1e999999999 would fill the memory. */
  private static final int LONGEST_NUMBER = 400;

  /** The fingerprint; null without content. */
  static @Nullable Long of(@Nullable String json) {
    if (json == null) {
      return null;
    }
    JsonNode parsed = DraftFiller.parsed(JsonText.parse(json));
    StringBuilder canonical = new StringBuilder();
    if (parsed == null) {
      canonical.append(json);
    } else {
      write(parsed, canonical);
    }
    return ByteBuffer.wrap(sha256(canonical.toString())).getLong();
  }

  private static void write(JsonNode value, StringBuilder out) {
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      char before = '{';
      for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
        out.append(before).append(JsonText.string(field.getKey())).append(':');
        write(field.getValue(), out);
        before = ',';
      }
      out.append(before == '{' ? "{}" : "}");
    } else if (value.isArray()) {
      out.append('[');
      for (int i = 0; i < value.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(value.get(i), out);
      }
      out.append(']');
    } else if (value.isNumber()) {
      out.append(number(value));
    } else {
      out.append(value);
    }
  }

  private static String number(JsonNode value) {
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      return value.asText();
    }
    BigDecimal number = new BigDecimal(value.asText()).stripTrailingZeros();
    return Math.abs(number.scale()) > LONGEST_NUMBER ? number.toString() : number.toPlainString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private ContentHash() {}
}
