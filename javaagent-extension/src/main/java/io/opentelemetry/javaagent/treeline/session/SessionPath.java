package io.opentelemetry.javaagent.treeline.session;

import org.jspecify.annotations.Nullable;

/** Paths as users write them, made one form: leading slash, no empty parts, no trailing slash. */
final class SessionPath {

  /**
   * The path that is current after a path was entered.
   *
   * @param current a normalized path; null at the root
   * @param entered what the user wrote; absolute when it starts with a slash
   * @return a normalized path; {@code current} when {@code entered} has no parts
   */
  static @Nullable String enter(@Nullable String current, @Nullable String entered) {
    if (entered == null) {
      return current;
    }
    boolean absolute = entered.stripLeading().startsWith("/");
    StringBuilder path = new StringBuilder(absolute || current == null ? "" : current);
    int inherited = path.length();
    int from = 0;
    while (from <= entered.length()) {
      int slash = entered.indexOf('/', from);
      int to = slash < 0 ? entered.length() : slash;
      String part = entered.substring(from, to).strip();
      if (!part.isEmpty()) {
        path.append('/').append(part);
      }
      from = to + 1;
    }
    return path.length() == inherited ? current : path.toString();
  }

  private SessionPath() {}
}
