package io.treeline.javaagent.instrumentation.ollama4j;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Ollama's, put together from its lines: JSON objects, the last of which says {@code
 * done} and counts. An answer that is not streamed is one such line. Guarded by {@code this}.
 */
final class Answer {

  private final boolean content = GenAiConfig.get().captureContent();
  private final TextCollector text = new TextCollector();
  private final TextCollector thinking = new TextCollector();
  private final List<ToolCall> toolCalls = new ArrayList<>();
  private @Nullable String model;
  private @Nullable String doneReason;
  private @Nullable Number inputTokens;
  private @Nullable Number outputTokens;
  private @Nullable String errorType;
  private @Nullable Long httpStatus;
  private @Nullable String ending;

  /** Returns whether the line carries a part of the answer. */
  synchronized boolean add(@Nullable String line) {
    if (line == null || !(JsonReader.readStructure(line) instanceof Map<?, ?> fields)) {
      return false;
    }
    if (fields.get("error") != null) {
      errorType = "model_error";
    }
    boolean said = say(fields.get("response"), fields.get("thinking"));
    if (fields.get("message") instanceof Map<?, ?> message) {
      said |= say(message.get("content"), message.get("thinking"));
      if (message.get("tool_calls") instanceof List<?> calls) {
        calls.forEach(this::choose);
        said |= !calls.isEmpty();
      }
    }
    count(
        fields.get("model"),
        fields.get("done_reason"),
        fields.get("prompt_eval_count"),
        fields.get("eval_count"));
    return said;
  }

  /** A part of the text and of the thoughts; null and empty are none. */
  synchronized boolean say(@Nullable Object words, @Nullable Object thought) {
    boolean said = append(text, words);
    return append(thinking, thought) || said;
  }

  /** What an answer says of itself; null is unknown. */
  synchronized void count(
      @Nullable Object answering,
      @Nullable Object reason,
      @Nullable Object input,
      @Nullable Object output) {
    model = answering instanceof String name && !name.isEmpty() ? name : model;
    doneReason = reason instanceof String word && !word.isEmpty() ? word : doneReason;
    inputTokens = input instanceof Number number ? number : inputTokens;
    outputTokens = output instanceof Number number ? number : outputTokens;
  }

  /**
   * The answer failed, and the library keeps the exception to itself.
   *
   * @param status of the HTTP answer; 0 when there was none
   */
  synchronized void failed(int status) {
    boolean refused = status >= 400;
    errorType = refused ? String.valueOf(status) : "_OTHER";
    httpStatus = refused ? (Long) (long) status : null;
    ending = "error";
  }

  synchronized ModelResponse response() {
    ModelResponse.Builder response =
        ModelResponse.builder()
            .model(model)
            .finishReasons(doneReason == null ? List.of() : List.of(doneReason))
            .usage(TokenUsage.of(inputTokens, outputTokens))
            .toolCalls(toolCalls)
            .set(CommonAttributes.ERROR_TYPE, errorType)
            .set(CommonAttributes.HTTP_RESPONSE_STATUS_CODE, httpStatus)
            .set(TreelineAttributes.STREAM_END, ending);
    if (content) {
      response.messages(messages());
    }
    return response.build();
  }

  private List<Message> messages() {
    List<Part> parts = new ArrayList<>();
    if (!thinking.isEmpty()) {
      parts.add(Part.reasoning(thinking.text()));
    }
    if (!text.isEmpty()) {
      parts.add(Part.text(text.text()));
    }
    for (ToolCall call : toolCalls) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    return parts.isEmpty()
        ? List.of()
        : List.of(Message.output(parts, toolCalls.isEmpty() ? doneReason : "tool_calls"));
  }

  private void choose(@Nullable Object call) {
    if (call instanceof Map<?, ?> fields
        && fields.get("function") instanceof Map<?, ?> function
        && function.get("name") instanceof String name) {
      Object id = fields.get("id");
      toolCalls.add(
          new ToolCall(
              id instanceof String given && !given.isEmpty() ? given : null,
              name,
              content ? function.get("arguments") : null));
    }
  }

  private boolean append(TextCollector collector, @Nullable Object words) {
    if (!(words instanceof String said) || said.isEmpty()) {
      return false;
    }
    if (content) {
      collector.append(said);
    }
    return true;
  }
}
