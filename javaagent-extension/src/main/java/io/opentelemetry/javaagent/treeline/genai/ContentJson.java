package io.opentelemetry.javaagent.treeline.genai;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes captured content as JSON: credentials masked, long strings cut, always valid.
 *
 * <p>One instance per span; it remembers whether it cut anything. A list of messages keeps its
 * newest ones whole: when the whole grows beyond eight times the limit of one string, the text of
 * the oldest is cut away first; of any other value, the text of what comes last.
 */
final class ContentJson {

  private static final int MAX_DEPTH = 64;
  private static final int WHOLE_FACTOR = 8;

  /** Characters beyond a cut that are looked at for a credential lying across it. */
  static final int OVERLAP = 256;

  private final int maxLength;
  private boolean truncated;

  ContentJson(int maxLength) {
    this.maxLength = maxLength;
  }

  boolean truncated() {
    return truncated;
  }

  /** Plain text, not JSON: masked and cut. */
  String text(String text) {
    return limited(text, maxLength);
  }

  String value(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, maxLength, 0);
    return out.toString();
  }

  /**
   * A JSON object, as tool arguments and results must be: text that holds one is taken as it is,
   * anything else is put under {@code field}.
   */
  String object(@Nullable Object value, String field) {
    Object structure = JsonReader.readOrKeep(value);
    return structure instanceof Map ? value(structure) : value(Map.of(field, orEmpty(structure)));
  }

  String messages(List<Message> messages) {
    StringBuilder out = new StringBuilder("[");
    for (Message message : messages) {
      if (out.length() > 1) {
        out.append(',');
      }
      write(out, message, maxLength, 0);
      if (out.length() > (long) WHOLE_FACTOR * maxLength) {
        return newestWhole(messages);
      }
    }
    return out.append(']').toString();
  }

  private String newestWhole(List<Message> messages) {
    Deque<String> written = new ArrayDeque<>();
    long whole = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      StringBuilder out = new StringBuilder();
      write(out, messages.get(i), whole > (long) WHOLE_FACTOR * maxLength ? 0 : maxLength, 0);
      whole += out.length();
      written.addFirst(out.toString());
    }
    return "[" + String.join(",", written) + "]";
  }

  /** As {@link #messages}, but the first ones, which are the best, are kept whole. */
  String documents(List<RetrievedDocument> documents) {
    StringBuilder out = new StringBuilder("[");
    for (RetrievedDocument document : documents) {
      if (out.length() > 1) {
        out.append(',');
      }
      boolean whole = out.length() <= (long) WHOLE_FACTOR * maxLength;
      write(out, document.fields(), whole ? maxLength : 0, 0);
    }
    return out.append(']').toString();
  }

  String parts(List<Part> parts) {
    return value(parts);
  }

  String tools(List<ToolDefinition> tools) {
    return value(tools);
  }

  String toolCalls(List<ToolCall> calls) {
    return value(calls);
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private void write(StringBuilder out, @Nullable Object value, int limit, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      out.append("null");
    } else if (value instanceof Map<?, ?> map) {
      writeObject(out, map, limit, depth);
    } else if (value instanceof Iterable<?> elements) {
      writeArray(out, elements, limit, depth);
    } else if (value instanceof CutText cut) {
      quote(out, cut(cut.head(), cut.length(), limit));
    } else if (value instanceof Part part) {
      writeObject(out, part.fields(), limit, depth);
    } else if (value instanceof Message message) {
      writeMessage(out, message, limit, depth);
    } else if (value instanceof ToolCall call) {
      new Fields(out, limit, depth)
          .add("id", call.id())
          .add("name", call.name())
          .add("arguments", JsonReader.readOrKeep(call.arguments()))
          .close();
    } else if (value instanceof ToolDefinition tool) {
      new Fields(out, limit, depth)
          .add("type", tool.type())
          .add("name", tool.name())
          .add("description", tool.description())
          .add("parameters", JsonReader.readOrKeep(tool.parameters()))
          .close();
    } else if (value instanceof Boolean || isWritableNumber(value)) {
      out.append(value);
    } else if (value instanceof Number) {
      out.append("null");
    } else {
      boolean whole = out.length() <= (long) WHOLE_FACTOR * maxLength;
      quote(out, limited(value.toString(), whole ? limit : 0));
    }
  }

  private void writeMessage(StringBuilder out, Message message, int limit, int depth) {
    new Fields(out, limit, depth)
        .add("role", message.role())
        .add("parts", message.parts())
        .add("name", message.name())
        .add("finish_reason", message.finishReason())
        .close();
  }

  private void writeObject(StringBuilder out, Map<?, ?> map, int limit, int depth) {
    Fields fields = new Fields(out, limit, depth);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      fields.put(String.valueOf(entry.getKey()), entry.getValue());
    }
    fields.close();
  }

  private void writeArray(StringBuilder out, Iterable<?> elements, int limit, int depth) {
    out.append('[');
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      write(out, element, limit, depth + 1);
      separator = ",";
    }
    out.append(']');
  }

  private static boolean isWritableNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private String limited(String text, int limit) {
    // Role names and ids survive a limit of 0; a cut would not make them shorter.
    return text.length() <= Math.max(limit, 64)
        ? Secrets.mask(text)
        : cut(text, text.length(), limit);
  }

  private String cut(String text, long length, int limit) {
    truncated = true;
    int cut = Math.min(limit, text.length());
    if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
      cut--;
    }
    String head = text.substring(0, Math.min(text.length(), cut + OVERLAP));
    String masked = Secrets.mask(head);
    String kept =
        masked.equals(head)
            ? text.substring(0, cut)
            : masked.substring(0, Math.min(cut, Math.max(0, masked.length() - OVERLAP)));
    return kept + "…[truncated " + (length - cut) + " characters]";
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !(Character.isSurrogate(c) && isLone(text, i))) {
        continue;
      }
      out.append(text, copied, i);
      copied = i + 1;
      escape(out, c);
    }
    out.append(text, copied, text.length()).append('"');
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append(String.format("\\u%04x", (int) c));
    }
  }

  /** A surrogate without its other half cannot be encoded as UTF-8. */
  private static boolean isLone(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** One JSON object being written. */
  private final class Fields {
    private final StringBuilder out;
    private final int limit;
    private final int depth;
    private String separator = "";

    Fields(StringBuilder out, int limit, int depth) {
      this.out = out.append('{');
      this.limit = limit;
      this.depth = depth;
    }

    /** Leaves the field out when it is null. */
    Fields add(String name, @Nullable Object value) {
      return value == null ? this : put(name, value);
    }

    Fields put(String name, @Nullable Object value) {
      out.append(separator);
      separator = ",";
      quote(out, name);
      out.append(':');
      if (value instanceof String && Secrets.isSecretField(name)) {
        quote(out, Secrets.MASK);
      } else {
        write(out, value, limit, depth + 1);
      }
      return this;
    }

    void close() {
      out.append('}');
    }
  }
}
