package io.treeline.exporter.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Tells in one pass, without making anything of it, that a text is JSON. It may fail to see it, and
 * then a parser decides; it never takes for JSON what is none. Conversations are most of what comes
 * in, and nothing but this need be known of them.
 */
final class JsonScan {

  /** A parser has limits of its own, which nothing below these meets. */
  private static final int MOST_DEPTH = 64;

  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 10_000;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte[] json;
  private int at;

  private JsonScan(byte[] json) {
    this.json = json;
  }

  /** Whether it is certainly JSON. */
  static boolean isSurelyJson(String text) {
    return new JsonScan(text.getBytes(StandardCharsets.UTF_8)).isOneValue();
  }

  private boolean isOneValue() {
    // One bit for each open bracket: whether it is an object's.
    long objects = 0;
    int depth = 0;
    while (true) {
      // A value.
      int c = next();
      if (c == '{' || c == '[') {
        if (depth == MOST_DEPTH) {
          return false;
        }
        boolean object = c == '{';
        int end = next();
        if (end != (object ? '}' : ']')) {
          at--;
          objects = objects << 1 | (object ? 1 : 0);
          depth++;
          if (object && !name()) {
            return false;
          }
          continue;
        }
      } else if (!scalar(c)) {
        return false;
      }
      // What comes after it.
      while (true) {
        c = next();
        if (depth == 0) {
          return c < 0;
        }
        boolean object = (objects & 1) == 1;
        if (c == ',') {
          if (object && !name()) {
            return false;
          }
          break;
        }
        if (c != (object ? '}' : ']')) {
          return false;
        }
        objects >>>= 1;
        depth--;
      }
    }
  }

  /** The next byte that is no white space; negative at the end. */
  private int next() {
    while (at < json.length) {
      byte c = json[at++];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return c & 0xff;
      }
    }
    at++;
    return -1;
  }

  private boolean name() {
    if (next() != '"') {
      return false;
    }
    int start = at;
    return string() && at - start <= LONGEST_NAME && next() == ':';
  }

  private boolean scalar(int first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> rest("rue");
      case 'f' -> rest("alse");
      case 'n' -> rest("ull");
      default -> (first == '-' || (first >= '0' && first <= '9')) && number();
    };
  }

  private boolean rest(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= json.length || json[at] != word.charAt(i)) {
        return false;
      }
    }
    return isEndOfWord();
  }

  private boolean isEndOfWord() {
    if (at >= json.length) {
      return true;
    }
    byte c = json[at];
    return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private boolean number() {
    int start = --at;
    if (json[at] == '-') {
      at++;
    }
    int first = at;
    if (digits() == 0 || (json[first] == '0' && at - first > 1)) {
      return false;
    }
    if (at < json.length && json[at] == '.') {
      at++;
      if (digits() == 0) {
        return false;
      }
    }
    if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
      at++;
      if (at < json.length && (json[at] == '+' || json[at] == '-')) {
        at++;
      }
      if (digits() == 0) {
        return false;
      }
    }
    return at - start <= LONGEST_NUMBER && isEndOfWord();
  }

  private int digits() {
    int start = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at - start;
  }

  /** From behind the opening quote to behind the closing one. */
  private boolean string() {
    while (true) {
      skipPlain();
      if (at >= json.length) {
        return false;
      }
      byte c = json[at++];
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        if (!escape()) {
          return false;
        }
      } else if (c >= 0 && c < ' ') {
        return false;
      }
    }
  }

  /** Eight bytes at a time, as long as there is no quote, backslash or control character. */
  private void skipPlain() {
    int i = at;
    for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
      long word = (long) LONGS.get(json, i);
      long quote = word ^ ('"' * ONES);
      long backslash = word ^ ('\\' * ONES);
      long special =
          ((quote - ONES) & ~quote)
              | ((backslash - ONES) & ~backslash)
              | ((word - ' ' * ONES) & ~word);
      special &= HIGHS;
      if (special != 0) {
        // A borrow may mark a byte above the first marked one, never one below it.
        i += Long.numberOfTrailingZeros(special) >>> 3;
        break;
      }
    }
    at = i;
  }

  private boolean escape() {
    if (at >= json.length) {
      return false;
    }
    byte c = json[at++];
    if (c != 'u') {
      return c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r'
          || c == 't';
    }
    for (int i = 0; i < 4; i++, at++) {
      if (at >= json.length || Character.digit(json[at], 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
