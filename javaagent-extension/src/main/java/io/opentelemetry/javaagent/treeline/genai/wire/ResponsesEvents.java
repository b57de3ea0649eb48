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

/**
 * Puts the events of a streamed Responses answer together. The last event brings it whole; until
 * then finished items and deltas stand for it.
 */
final class ResponsesEvents implements StreamedAnswer {

  private final boolean content;
  private final Map<Long, Item> items = new TreeMap<>();
  private final Map<String, Object> frame = new LinkedHashMap<>();
  private @Nullable ModelResponse whole;

  ResponsesEvents(boolean content) {
    this.content = content;
  }

  @Override
  public synchronized boolean accept(Map<String, ?> event) {
    String type = Wire.string(event, "type");
    if (type == null) {
      return false;
    }
    switch (type) {
      case "response.created", "response.in_progress", "response.queued" ->
          readFrame(Wire.object(event, "response"));
      case "response.completed", "response.incomplete", "response.failed" ->
          whole = ResponsesResponses.read(Wire.object(event, "response"), content);
      case "response.output_item.done" -> item(event).finish(Wire.object(event, "item"));
      case "response.output_item.added" -> item(event).begin(Wire.object(event, "item"));
      default -> {
        String delta = Wire.string(event, "delta");
        if (delta != null && type.endsWith(".delta")) {
          item(event).add(type, delta);
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public synchronized ModelResponse response() {
    if (whole != null) {
      return whole;
    }
    List<ToolCall> calls = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Item item : items.values()) {
      if (item.call != null) {
        calls.add(item.call);
      }
      parts.addAll(item.parts());
    }
    return ResponsesResponses.build(frame, calls, parts);
  }

  private void readFrame(Map<String, ?> response) {
    for (String name : List.of("id", "model", "service_tier", "conversation")) {
      Object value = response.get(name);
      if (value != null) {
        frame.put(name, value);
      }
    }
  }

  private Item item(Map<String, ?> event) {
    Long index = Wire.integer(event, "output_index");
    return items.computeIfAbsent(index == null ? 0 : index, i -> new Item());
  }

  /** One item so far. */
  private final class Item {
    private final TextCollector text = new TextCollector();
    private final TextCollector reasoning = new TextCollector();
    private final TextCollector arguments = new TextCollector();
    private Map<String, ?> begun = Map.of();
    private @Nullable List<Part> finished;
    private @Nullable ToolCall call;

    void begin(Map<String, ?> item) {
      begun = item;
    }

    void finish(Map<String, ?> item) {
      finished = content ? ResponsesItems.parts(item) : List.of();
      call = ResponsesItems.toolCall(item, content);
    }

    void add(String type, String delta) {
      if (content) {
        (type.contains("reasoning") ? reasoning : type.contains("call") ? arguments : text)
            .append(delta);
      }
    }

    List<Part> parts() {
      if (finished != null) {
        return finished;
      }
      List<Part> parts = new ArrayList<>();
      if (!reasoning.isEmpty()) {
        parts.add(Part.reasoning(reasoning.text()));
      }
      if (!text.isEmpty()) {
        parts.add(Part.text(text.text()));
      }
      ToolCall cutOff = ResponsesItems.toolCall(begun, content);
      if (content && cutOff != null) {
        parts.add(Part.toolCall(cutOff.id(), cutOff.name(), arguments.text()));
      }
      return parts;
    }
  }
}
