package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SqlRefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a statement as the engine writes it: keywords, names without their quotes, texts as
 * {@code ''}, everything else sign by sign. There are no comments any more, and signs that cannot
 * be seen are escaped.
 */
final class SqlWords {

  private SqlWords() {}

  /**
   * Splits a text.
   *
   * @throws SqlRefusedException when a name in it has signs that names have not: the engine shows
   *     its tree in lines, and such a name could look like one
   */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'') {
        i = end(text, i, false);
        words.add("''");
      } else if (c == '`' || c == '"') {
        int end = end(text, i, true);
        words.add(text.substring(i + 1, end - 1));
        i = end;
      } else if (isPartOfWord(c)) {
        int start = i;
        while (i < text.length() && isPartOfWord(text.charAt(i))) {
          i++;
        }
        words.add(text.substring(start, i));
      } else {
        if (!Character.isWhitespace(c)) {
          words.add(String.valueOf(c));
        }
        i++;
      }
    }
    return words;
  }

  /** Where what is quoted ends, behind its last quote. */
  private static int end(String text, int start, boolean name) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (name && (c == '\\' || Character.isISOControl(c))) {
        throw new SqlRefusedException("a name must not have signs that need to be escaped");
      }
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    throw new SqlRefusedException("a quote is not closed");
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
