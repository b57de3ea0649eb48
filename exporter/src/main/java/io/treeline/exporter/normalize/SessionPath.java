package io.treeline.exporter.normalize;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes session paths: leading slash, parts trimmed, no empty parts, no trailing slash, case
 * kept, depth and length bounded. {@code /} alone is the root.
 */
final class SessionPath {

  /**
   * Normalizes one path.
   *
   * @param raw as sent
   * @return null when nothing but white space was sent
   */
  static @Nullable String normalize(@Nullable String raw, int maxDepth, int maxLength) {
    if (raw == null || raw.isBlank()) {
      return null;
    }
    StringJoiner path = new StringJoiner("/", "/", "");
    int depth = 0;
    for (String part : raw.split("/", -1)) {
      String trimmed = part.strip();
      if (trimmed.isEmpty() || depth == maxDepth) {
        continue;
      }
      int room = maxLength - path.length() - (depth == 0 ? 0 : 1);
      if (room < 1) {
        break;
      }
      path.add(cut(trimmed, room));
      depth++;
    }
    return path.toString();
  }

  /** At most {@code length} characters, never half of a surrogate pair. */
  private static String cut(String part, int length) {
    if (part.length() <= length) {
      return part;
    }
    int end = Character.isHighSurrogate(part.charAt(length - 1)) ? length - 1 : length;
    return part.substring(0, end).stripTrailing();
  }

  private SessionPath() {}
}
