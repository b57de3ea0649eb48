package io.opentelemetry.javaagent.treeline.genai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain JDK values: {@code Map}, {@code List}, {@code String}, {@code Long}, {@code
 * Double}, {@code Boolean}, null.
 *
 * <p>Our own because the agent's class loader has no JSON library to use and models send tool
 * arguments as JSON inside a string. Refuses what is not JSON by returning nothing.
 */
public final class JsonReader {

  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The value of a JSON object or array; null when {@code text} is not exactly one of these. */
  public static @Nullable Object readStructure(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    if (start == text.length() || (text.charAt(start) != '{' && text.charAt(start) != '[')) {
      return null;
    }
    JsonReader reader = new JsonReader(text);
    try {
      Object value = reader.value(0);
      reader.skipSpace();
      return reader.at == text.length() ? value : null;
    } catch (NotJson e) {
      return null;
    }
  }

  /** {@code value} itself, unless it is text that holds a JSON object or array: then that. */
  static @Nullable Object readOrKeep(@Nullable Object value) {
    if (value instanceof String text) {
      Object structure = readStructure(text);
      return structure == null ? text : structure;
    }
    return value;
  }

  private @Nullable Object value(int depth) throws NotJson {
    if (depth > MAX_DEPTH) {
      throw new NotJson();
    }
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws NotJson {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return fields;
    }
    while (true) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      fields.put(name, value(depth + 1));
      skipSpace();
      if (peek() == '}') {
        at++;
        return fields;
      }
      expect(',');
    }
  }

  private List<@Nullable Object> array(int depth) throws NotJson {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return elements;
    }
    while (true) {
      elements.add(value(depth + 1));
      skipSpace();
      if (peek() == ']') {
        at++;
        return elements;
      }
      expect(',');
    }
  }

  private String string() throws NotJson {
    expect('"');
    int start = at;
    while (peek() != '"' && peek() != '\\') {
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws NotJson {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new NotJson();
    };
  }

  private char unicode() throws NotJson {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new NotJson();
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Number number() throws NotJson {
    int start = at;
    boolean integral = true;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      integral &= ".eE".indexOf(text.charAt(at)) < 0;
      at++;
    }
    String digits = text.substring(start, at);
    try {
      // A number too long for a long keeps its value approximately rather than failing the rest.
      return integral && digits.length() < 19
          ? (Number) Long.valueOf(digits)
          : (Number) Double.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new NotJson();
    }
  }

  private @Nullable Object literal(String word, @Nullable Object value) throws NotJson {
    if (!text.startsWith(word, at)) {
      throw new NotJson();
    }
    at += word.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char c) throws NotJson {
    if (next() != c) {
      throw new NotJson();
    }
  }

  private char next() throws NotJson {
    char c = peek();
    at++;
    return c;
  }

  private char peek() throws NotJson {
    if (at >= text.length()) {
      throw new NotJson();
    }
    return text.charAt(at);
  }

  /** Without a stack trace: text that is not JSON is nothing unusual. */
  private static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super(null, null, false, false);
    }
  }
}
