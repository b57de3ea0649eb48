package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.ContentBlock;
import io.agentscope.core.message.TextBlock;
import io.agentscope.core.message.ThinkingBlock;
import io.agentscope.core.message.ToolUseBlock;
import io.agentscope.core.model.ChatResponse;
import io.agentscope.core.model.ChatUsage;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GrowingText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model's answer, put together from its parts. Guarded by {@code this}. */
final class Answer {

  private static final OptionalMethod CACHED_TOKENS = OptionalMethod.named("getCachedTokens");

  private final boolean content = GenAiConfig.get().captureContent();
  private final GrowingText text = new GrowingText();
  private final GrowingText thinking = new GrowingText();
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private @Nullable String lastCall;
  private @Nullable String id;
  private @Nullable String finishReason;
  private TokenUsage usage = TokenUsage.UNKNOWN;

  /** Returns whether the part says anything. */
  synchronized boolean add(ChatResponse response) {
    id = response.getId() == null ? id : response.getId();
    finishReason = response.getFinishReason() == null ? finishReason : response.getFinishReason();
    if (response.getUsage() != null) {
      usage = usage(response.getUsage());
    }
    boolean said = false;
    if (response.getContent() != null) {
      for (ContentBlock block : response.getContent()) {
        if (block instanceof TextBlock words) {
          said |= text.add(words.getText());
        } else if (block instanceof ThinkingBlock thoughts) {
          said |= thinking.add(thoughts.getThinking());
        } else if (block instanceof ToolUseBlock chosen) {
          choose(chosen);
          said = true;
        }
      }
    }
    return said;
  }

  synchronized ModelResponse response() {
    List<ToolCall> chosen = new ArrayList<>();
    for (Call call : calls.values()) {
      if (call.name != null) {
        chosen.add(new ToolCall(call.id, call.name, content ? call.arguments() : null));
      }
    }
    return ModelResponse.builder()
        .id(id)
        .finishReasons(finishReason == null ? List.of() : List.of(finishReason))
        .usage(usage)
        .toolCalls(chosen)
        .messages(content ? List.of(message(chosen)) : List.of())
        .build();
  }

  private Message message(List<ToolCall> chosen) {
    List<Part> parts = new ArrayList<>();
    if (!thinking.isEmpty()) {
      parts.add(Part.reasoning(thinking.text()));
    }
    if (!text.isEmpty()) {
      parts.add(Part.text(text.text()));
    }
    for (ToolCall call : chosen) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    return Message.output(parts, chosen.isEmpty() ? finishReason : "tool_calls");
  }

  /** Pieces that come later have a placeholder for a name, and may have no id. */
  private void choose(ToolUseBlock block) {
    boolean piece = block.getName() == null || block.getName().startsWith("__");
    String key =
        block.getId() != null && !block.getId().isEmpty()
            ? block.getId()
            : piece && lastCall != null ? lastCall : "#" + calls.size();
    lastCall = key;
    Call call = calls.computeIfAbsent(key, unused -> new Call());
    call.id = key.startsWith("#") ? null : key;
    call.name = piece ? call.name : block.getName();
    if (block.getInput() != null && !block.getInput().isEmpty()) {
      call.input = block.getInput();
    }
    call.pieces.add(block.getContent());
  }

  /** The library counts 0 where the provider said nothing of cached tokens. */
  private static TokenUsage usage(ChatUsage counted) {
    Long cached = CACHED_TOKENS.number(counted);
    return new TokenUsage(
        (long) counted.getInputTokens(),
        (long) counted.getOutputTokens(),
        cached == null || cached == 0 ? null : cached,
        null,
        null);
  }

  private static final class Call {
    private final GrowingText pieces = new GrowingText();
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable Map<String, Object> input;

    @Nullable Object arguments() {
      return input == null ? pieces.whole() : input;
    }
  }
}
