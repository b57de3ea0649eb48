package io.treeline.exporter.transfer;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, lines ended with a line feed. An absent value is nothing, an empty text {@code
 * ""}, so that the two stay apart.
 */
final class CsvRows {

  private CsvRows() {}

  static String line(List<? extends @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      Object value = values.get(i);
      if (value instanceof String text) {
        append(line, text);
      } else if (value instanceof BigDecimal decimal) {
        line.append(decimal.toPlainString());
      } else if (value != null) {
        line.append(value);
      }
    }
    return line.append('\n').toString();
  }

  private static void append(StringBuilder line, String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c < ' ');
    if (plain) {
      line.append(text);
    } else {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }

  /** Next line's values; null for an absent one. Null at the end. */
  static @Nullable List<@Nullable String> read(Reader in) throws IOException {
    List<@Nullable String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (true) {
      if (c == '"' && value.isEmpty() && !quoted) {
        quoted = true;
        c = readQuoted(in, value);
      } else if (c == ',' || c == '\n' || c < 0) {
        values.add(quoted || !value.isEmpty() ? value.toString() : null);
        if (c != ',') {
          return values;
        }
        value.setLength(0);
        quoted = false;
        c = in.read();
      } else {
        if (c != '\r') {
          value.append((char) c);
        }
        c = in.read();
      }
    }
  }

  /** Reads to the closing quote; returns what follows it. */
  private static int readQuoted(Reader in, StringBuilder value) throws IOException {
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the file ends within a quoted value: it is cut off");
      }
      if (c != '"') {
        value.append((char) c);
        continue;
      }
      int next = in.read();
      if (next != '"') {
        return next;
      }
      value.append('"');
    }
  }

  static @Nullable Object value(Field field, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (field.type()) {
      case TEXT, JSON -> text;
      case LONG -> Long.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
    };
  }
}
