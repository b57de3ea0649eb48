package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the events of a streamed message together. */
final class AnthropicEvents implements StreamedAnswer {

  private final boolean content;
  private final Map<Long, Block> blocks = new TreeMap<>();
  private final Map<String, Object> frame = new LinkedHashMap<>();
  private final Map<String, Object> usage = new LinkedHashMap<>();

  AnthropicEvents(boolean content) {
    this.content = content;
  }

  @Override
  public synchronized boolean accept(Map<String, ?> event) {
    String type = Wire.string(event, "type");
    switch (type == null ? "" : type) {
      case "message_start" -> {
        Map<String, ?> message = Wire.object(event, "message");
        putFrame(message);
        putUsage(message);
      }
      case "message_delta" -> {
        putFrame(Wire.object(event, "delta"));
        putUsage(event);
      }
      case "content_block_start" -> {
        return block(event).begin(Wire.object(event, "content_block"));
      }
      case "content_block_delta" -> {
        return block(event).add(Wire.object(event, "delta"));
      }
      default -> {}
    }
    return false;
  }

  @Override
  public synchronized ModelResponse response() {
    List<ToolCall> calls = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    boolean fallback = false;
    for (Block block : blocks.values()) {
      ToolCall call = AnthropicBlocks.toolCall(block.begun, content ? block.input() : null);
      if (call != null) {
        calls.add(call);
      }
      if (content) {
        parts.add(block.part());
      }
      fallback |= AnthropicResponses.isFallback(block.begun);
    }
    return AnthropicResponses.build(frame, usage, parts, calls, content, fallback);
  }

  private void putFrame(Map<String, ?> message) {
    for (String name : List.of("id", "model", "stop_reason")) {
      String value = Wire.string(message, name);
      if (value != null) {
        frame.put(name, value);
      }
    }
  }

  /** Counts are of the whole message each time; those not told stand as they are. */
  private void putUsage(Map<String, ?> holder) {
    Wire.object(holder, "usage")
        .forEach(
            (name, value) -> {
              if (value != null) {
                usage.put(name, value);
              }
            });
  }

  private Block block(Map<String, ?> event) {
    Long index = Wire.integer(event, "index");
    return blocks.computeIfAbsent(index == null ? 0 : index, i -> new Block());
  }

  /** One block so far. */
  private final class Block {
    private final TextCollector text = new TextCollector();
    private final TextCollector json = new TextCollector();
    private Map<String, ?> begun = Map.of();

    boolean begin(Map<String, ?> block) {
      begun = block;
      String type = Wire.string(block, "type");
      boolean tool = type != null && type.endsWith("tool_use");
      return collect(text, Wire.string(block, "text", "thinking")) || tool;
    }

    boolean add(Map<String, ?> delta) {
      return collect(text, Wire.string(delta, "text", "thinking"))
          || collect(json, Wire.string(delta, "partial_json"));
    }

    @Nullable Object input() {
      return json.isEmpty() ? begun.get("input") : json.text();
    }

    Part part() {
      String type = Wire.string(begun, "type");
      return switch (type == null ? "text" : type) {
        case "text" -> Part.text(text.text());
        case "thinking" -> Part.reasoning(text.text());
        case "tool_use" ->
            Part.toolCall(Wire.string(begun, "id"), AnthropicBlocks.name(begun), input());
        case "server_tool_use", "mcp_tool_use" -> AnthropicBlocks.serverToolCall(begun, input());
        default -> AnthropicBlocks.part(begun);
      };
    }

    private boolean collect(TextCollector to, @Nullable String piece) {
      if (piece == null || piece.isEmpty()) {
        return false;
      }
      if (content) {
        to.append(piece);
      }
      return true;
    }
  }
}
