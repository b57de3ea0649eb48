package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response body that came as text. A stream, as server-sent events or one JSON value a line, is
 * put together to the body the provider would have sent at once.
 */
final class StreamedBody {

  private static final String DATA = "data:";
  private static final String END = "[DONE]";

  private StreamedBody() {}

  /** JSON when the text is JSON or a stream of a known provider, else the text as it is. */
  static JsonNode read(String text) {
    JsonNode whole = parse(text.strip());
    if (whole != null) {
      return whole;
    }
    List<JsonNode> chunks = chunks(text);
    JsonNode assembled = chunks == null ? null : StreamChunks.assemble(chunks);
    return assembled == null ? TextNode.valueOf(text) : assembled;
  }

  /** Null when some line is neither JSON nor part of an event. */
  private static @Nullable List<JsonNode> chunks(String text) {
    List<JsonNode> chunks = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      boolean framing =
          stripped.isEmpty()
              || stripped.startsWith("event:")
              || stripped.startsWith("id:")
              || stripped.startsWith("retry:")
              || stripped.startsWith(":");
      String data =
          stripped.startsWith(DATA) ? stripped.substring(DATA.length()).strip() : stripped;
      if (framing || data.isEmpty() || data.equals(END)) {
        continue;
      }
      JsonNode chunk = parse(data);
      if (chunk == null || !chunk.isObject()) {
        return null;
      }
      chunks.add(chunk);
    }
    return chunks.isEmpty() ? null : chunks;
  }

  private static @Nullable JsonNode parse(String text) {
    if (text.isEmpty() || "{[".indexOf(text.charAt(0)) < 0) {
      return null;
    }
    try {
      return ManualLogParser.JSON.readTree(text);
    } catch (IOException | NumberFormatException notJson) {
      return null;
    }
  }
}
