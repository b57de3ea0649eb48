package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.store.ContentParts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span's content as texts that are stored once each: every message of an array on its own, as a
 * conversation repeats them with every call; everything else whole. Put together again the texts
 * are what they were, to the byte.
 *
 * @param fields of each part, its field as {@link ContentFields} numbers it
 * @param hashes of each part, 32 hexadecimal digits
 * @param texts each once, by hash
 */
record SplitContent(List<Integer> fields, List<String> hashes, Map<String, String> texts) {

  static final SplitContent NONE = new SplitContent(List.of(), List.of(), Map.of());

  static SplitContent of(Content content) {
    if (content.isEmpty()) {
      return NONE;
    }
    List<Integer> fields = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (ContentFields field : ContentFields.values()) {
      String text = field.of(content);
      if (text == null) {
        continue;
      }
      List<String> elements = field.isArray() ? elements(text) : null;
      for (String part : elements == null ? List.of(text) : elements) {
        String hash = hash(part);
        fields.add(field.number(elements != null));
        hashes.add(hash);
        texts.put(hash, part);
      }
    }
    return new SplitContent(fields, hashes, texts);
  }

  /** The elements of a JSON array, as they are spelled; null when it is none. */
  private static @Nullable List<String> elements(String text) {
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != '[' || text.charAt(end) != ']') {
      return null;
    }
    List<String> elements = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 1;
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        elements.add(text.substring(start, i));
        start = i + 1;
      }
    }
    elements.add(text.substring(start, end));
    return quoted || depth != 0 || !areJson(elements) ? null : elements;
  }

  // What is no JSON is searched as it stands, keys and all: it must stay in one piece for that.
  private static boolean areJson(List<String> elements) {
    return elements.stream()
        .allMatch(
            element -> {
              List<String> texts = ContentParts.texts(element);
              return texts.size() != 1 || !texts.get(0).equals(element);
            });
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
