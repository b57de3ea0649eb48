package io.treeline.javaagent.instrumentation.dashscope;

import io.opentelemetry.javaagent.treeline.genai.GrowingText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the answers to choose from. Not thread-safe. */
final class Choice {

  private final GrowingText text = new GrowingText();
  private final GrowingText reasoning = new GrowingText();
  private final Map<Long, Call> calls = new TreeMap<>();
  private @Nullable String finishReason;

  /**
   * Adds an event's part; returns whether it says anything.
   *
   * @param message with {@code content}, or the older output with {@code text}
   * @param reason the text {@code null} until the end of a stream
   */
  boolean add(Map<String, ?> message, @Nullable String reason) {
    finishReason = reason == null || reason.equals("null") ? finishReason : reason;
    String older = Json.string(message, "text");
    boolean said = text.add(older == null ? Content.text(message.get("content")) : older);
    said |= reasoning.add(Json.string(message, "reasoning_content"));
    List<?> chosen = Json.array(message, "tool_calls");
    for (Object one : chosen) {
      Map<String, ?> call = Json.asObject(one);
      Long index = Json.integer(call, "index");
      calls
          .computeIfAbsent(
              index == null ? (Long) (long) chosen.indexOf(one) : index, unused -> new Call())
          .add(call);
      said = true;
    }
    return said;
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  List<ToolCall> toolCalls(boolean content) {
    List<ToolCall> named = new ArrayList<>();
    for (Call call : calls.values()) {
      if (call.name != null) {
        named.add(new ToolCall(call.id, call.name, content ? call.arguments.whole() : null));
      }
    }
    return named;
  }

  Message message() {
    List<Part> parts = new ArrayList<>();
    if (!reasoning.isEmpty()) {
      parts.add(Part.reasoning(reasoning.text()));
    }
    if (!text.isEmpty()) {
      parts.add(Part.text(text.text()));
    }
    for (ToolCall call : toolCalls(true)) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    return Message.output(parts, finishReason);
  }

  /** A tool chosen, whose arguments may come in pieces. */
  private static final class Call {
    private final GrowingText arguments = new GrowingText();
    private @Nullable String id;
    private @Nullable String name;

    void add(Map<String, ?> call) {
      String given = Json.string(call, "id");
      id = given == null || given.isEmpty() ? id : given;
      Map<String, ?> function = Json.object(call, "function");
      String named = Json.string(function, "name");
      name = named == null || named.isEmpty() ? name : named;
      arguments.add(Json.string(function, "arguments"));
    }
  }
}
