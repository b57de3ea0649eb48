package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the chunks of a legacy completion together: as a chat whose deltas are plain text. */
final class CompletionChunks implements StreamedAnswer {

  private final ChatChunks chunks;

  CompletionChunks(boolean content) {
    this.chunks = new ChatChunks(content);
  }

  @Override
  public boolean accept(Map<String, ?> chunk) {
    Map<String, Object> asChat = new LinkedHashMap<>(chunk);
    List<?> choices = Wire.array(chunk, "choices");
    asChat.put(
        "choices", choices.stream().map(Wire::asObject).map(CompletionChunks::asChat).toList());
    return chunks.accept(asChat);
  }

  @Override
  public ModelResponse response() {
    return chunks.response();
  }

  private static Map<String, Object> asChat(Map<String, ?> choice) {
    Map<String, Object> asChat = new LinkedHashMap<>(choice);
    String text = Wire.string(choice, "text");
    asChat.put("delta", text == null ? Map.of() : Map.of("content", text));
    return asChat;
  }
}
