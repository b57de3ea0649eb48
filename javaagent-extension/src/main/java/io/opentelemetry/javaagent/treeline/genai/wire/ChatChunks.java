package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a chat completion together. */
final class ChatChunks implements StreamedAnswer {

  private final boolean content;
  private final Map<Long, Choice> choices = new TreeMap<>();
  private final Map<String, Object> frame = new LinkedHashMap<>();
  private TokenUsage usage = TokenUsage.UNKNOWN;

  ChatChunks(boolean content) {
    this.content = content;
  }

  @Override
  public synchronized boolean accept(Map<String, ?> chunk) {
    for (String name : List.of("id", "model", "service_tier", "system_fingerprint")) {
      String value = Wire.string(chunk, name);
      if (value != null && !value.isEmpty()) {
        frame.put(name, value);
      }
    }
    Map<String, ?> reported = Wire.object(chunk, "usage");
    if (!reported.isEmpty()) {
      usage = Usages.read(reported);
    }
    boolean brought = false;
    for (Object element : Wire.array(chunk, "choices")) {
      Map<String, ?> choice = Wire.asObject(element);
      Long index = Wire.integer(choice, "index");
      brought |= choices.computeIfAbsent(index == null ? 0 : index, i -> new Choice()).add(choice);
    }
    return brought;
  }

  @Override
  public synchronized ModelResponse response() {
    List<String> finishReasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Choice choice : choices.values()) {
      if (choice.finishReason != null) {
        finishReasons.add(choice.finishReason);
      }
      List<ToolCall> chosen = choice.toolCalls();
      calls.addAll(chosen);
      if (content) {
        messages.add(choice.message(chosen));
      }
    }
    return ChatResponses.frame(frame)
        .usage(usage)
        .finishReasons(finishReasons)
        .messages(messages)
        .toolCalls(calls)
        .build();
  }

  /** One choice so far. */
  private final class Choice {
    private final TextCollector text = new TextCollector();
    private final TextCollector reasoning = new TextCollector();
    private final TextCollector refusal = new TextCollector();
    private final Map<Long, Call> calls = new TreeMap<>();
    private @Nullable String finishReason;

    boolean add(Map<String, ?> choice) {
      String reason = Wire.string(choice, "finish_reason");
      if (reason != null) {
        finishReason = reason;
      }
      Map<String, ?> delta = Wire.object(choice, "delta");
      boolean brought = collect(text, Wire.string(delta, "content"));
      brought |= collect(reasoning, Wire.string(delta, "reasoning_content", "reasoning"));
      brought |= collect(refusal, Wire.string(delta, "refusal"));
      for (Object element : Wire.array(delta, "tool_calls")) {
        Map<String, ?> call = Wire.asObject(element);
        Long index = Wire.integer(call, "index");
        calls.computeIfAbsent(index == null ? calls.size() : index, i -> new Call()).add(call);
        brought = true;
      }
      return brought;
    }

    List<ToolCall> toolCalls() {
      List<ToolCall> chosen = new ArrayList<>();
      for (Call call : calls.values()) {
        if (call.name != null) {
          chosen.add(new ToolCall(call.id, call.name, content ? call.arguments.text() : null));
        }
      }
      return chosen;
    }

    Message message(List<ToolCall> chosen) {
      List<Part> parts = new ArrayList<>();
      if (!reasoning.isEmpty()) {
        parts.add(Part.reasoning(reasoning.text()));
      }
      if (!text.isEmpty()) {
        parts.add(Part.text(text.text()));
      }
      if (!refusal.isEmpty()) {
        parts.add(Part.text(refusal.text()));
      }
      for (ToolCall call : chosen) {
        parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
      }
      return Message.output(parts, finishReason);
    }
  }

  /** One tool call so far. */
  private final class Call {
    private final TextCollector arguments = new TextCollector();
    private @Nullable String id;
    private @Nullable String name;

    void add(Map<String, ?> call) {
      String newId = Wire.string(call, "id");
      id = newId == null || newId.isEmpty() ? id : newId;
      Map<String, ?> function = Wire.object(call, "function");
      String newName = Wire.string(function, "name");
      name = newName == null || newName.isEmpty() ? name : newName;
      collect(arguments, Wire.string(function, "arguments"));
    }
  }

  private boolean collect(TextCollector to, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    if (content) {
      to.append(text);
    }
    return true;
  }
}
