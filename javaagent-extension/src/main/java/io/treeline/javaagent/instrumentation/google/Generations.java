package io.treeline.javaagent.instrumentation.google;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponsePromptFeedback;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Tool;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests for generated content and the answers to them. */
public final class Generations {

  private static final OptionalMethod JSON_SCHEMA = OptionalMethod.named("parametersJsonSchema");
  private static final OptionalMethod THINKING_LEVEL = OptionalMethod.named("thinkingLevel");

  /** Puts what is asked onto {@code request}. */
  public static void readRequest(
      ModelRequest.Builder request,
      @Nullable List<Content> contents,
      @Nullable GenerateContentConfig config) {
    request.messages(Contents.messages(contents)).toolResults(Contents.toolResults(contents));
    if (config == null) {
      return;
    }
    int choices = config.candidateCount().orElse(1);
    request
        .set(GenAiAttributes.REQUEST_TEMPERATURE, exact(config.temperature()))
        .set(GenAiAttributes.REQUEST_TOP_P, exact(config.topP()))
        .set(GenAiAttributes.REQUEST_TOP_K, config.topK().map(Float::longValue).orElse(null))
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, exact(config.frequencyPenalty()))
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, exact(config.presencePenalty()))
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, exactLong(config.maxOutputTokens()))
        .set(GenAiAttributes.REQUEST_SEED, exactLong(config.seed()))
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, config.stopSequences().orElse(null))
        .set(GenAiAttributes.REQUEST_CHOICE_COUNT, choices == 1 ? null : (long) choices)
        .set(
            GenAiAttributes.OUTPUT_TYPE,
            config
                .responseMimeType()
                .filter("application/json"::equals)
                .map(t -> "json")
                .orElse(null))
        .set(
            GenAiAttributes.REQUEST_REASONING_LEVEL,
            config.thinkingConfig().map(Generations::thinkingLevel).orElse(null))
        .systemInstructions(Contents.parts(config.systemInstruction().orElse(null)))
        .tools(tools(config));
  }

  /** A whole answer, or the last of its chunks. */
  public static ModelResponse read(GenerateContentResponse response) {
    boolean captured = GenAiConfig.get().captureContent();
    List<String> reasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Candidate candidate : response.candidates().orElse(List.of())) {
      String reason = candidate.finishReason().map(Object::toString).orElse(null);
      if (reason != null) {
        reasons.add(reason);
      }
      Content content = candidate.content().orElse(null);
      List<ToolCall> chosen = toolCalls(content);
      calls.addAll(chosen);
      if (captured && content != null) {
        messages.add(output(Contents.parts(content), reason, !chosen.isEmpty()));
      }
    }
    if (reasons.isEmpty()) {
      blockReason(response).ifPresent(reasons::add);
    }
    return frame(response).finishReasons(reasons).messages(messages).toolCalls(calls).build();
  }

  /** What is true of the answer as a whole: id, model, usage. */
  static ModelResponse.Builder frame(GenerateContentResponse response) {
    return ModelResponse.builder()
        .id(response.responseId().orElse(null))
        .model(response.modelVersion().orElse(null))
        .usage(usage(response.usageMetadata().orElse(null)));
  }

  /** Why the prompt was refused; then there are no candidates. */
  static Optional<String> blockReason(GenerateContentResponse response) {
    return response
        .promptFeedback()
        .flatMap(GenerateContentResponsePromptFeedback::blockReason)
        .map(Object::toString);
  }

  public static List<ToolCall> toolCalls(@Nullable Content content) {
    List<ToolCall> calls = new ArrayList<>();
    for (com.google.genai.types.Part part : Contents.partsOf(content)) {
      ToolCall call = Contents.toolCall(part);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  /**
   * A message of the model's.
   *
   * @param reason Gemini's word for why it stopped, which is {@code STOP} for a tool call too
   */
  public static Message output(List<Part> parts, @Nullable String reason, boolean choosesTool) {
    return Message.output(parts, reason == null ? null : conventional(reason, choosesTool));
  }

  /** Gemini counts thoughts and the results of its own tools apart; the conventions do not. */
  public static TokenUsage usage(@Nullable GenerateContentResponseUsageMetadata usage) {
    return usage == null
        ? TokenUsage.UNKNOWN
        : new TokenUsage(
            sum(usage.promptTokenCount(), usage.toolUsePromptTokenCount()),
            sum(usage.candidatesTokenCount(), usage.thoughtsTokenCount()),
            exactLong(usage.cachedContentTokenCount()),
            null,
            exactLong(usage.thoughtsTokenCount()));
  }

  private static String conventional(String reason, boolean choosesTool) {
    return switch (reason) {
      case "STOP" -> choosesTool ? "tool_call" : "stop";
      case "MAX_TOKENS" -> "length";
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "LANGUAGE" ->
          "content_filter";
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> "error";
      default -> reason;
    };
  }

  private static List<ToolDefinition> tools(GenerateContentConfig config) {
    boolean captured = GenAiConfig.get().captureContent();
    List<ToolDefinition> definitions = new ArrayList<>();
    for (Tool tool : config.tools().orElse(List.of())) {
      for (FunctionDeclaration function : tool.functionDeclarations().orElse(List.of())) {
        definitions.add(
            ToolDefinition.function(
                function.name().orElse("unknown"),
                captured ? function.description().orElse(null) : null,
                captured ? parameters(function) : null));
      }
      addIf(definitions, tool.googleSearch().isPresent(), "google_search");
      addIf(definitions, tool.googleSearchRetrieval().isPresent(), "google_search_retrieval");
      addIf(definitions, tool.codeExecution().isPresent(), "code_execution");
      addIf(definitions, tool.urlContext().isPresent(), "url_context");
      addIf(definitions, tool.retrieval().isPresent(), "retrieval");
    }
    return definitions;
  }

  private static void addIf(List<ToolDefinition> definitions, boolean offered, String type) {
    if (offered) {
      definitions.add(new ToolDefinition(type, type, null, null));
    }
  }

  private static @Nullable Object parameters(FunctionDeclaration function) {
    if (function.parameters().isPresent()) {
      return function.parameters().get().toJson();
    }
    return JSON_SCHEMA.call(function) instanceof Optional<?> schema ? schema.orElse(null) : null;
  }

  private static @Nullable String thinkingLevel(Object thinking) {
    return THINKING_LEVEL.call(thinking) instanceof Optional<?> level
        ? level.map(Object::toString).orElse(null)
        : null;
  }

  private static @Nullable Long sum(Optional<Integer> one, Optional<Integer> other) {
    return one.isEmpty() && other.isEmpty() ? null : (long) one.orElse(0) + other.orElse(0);
  }

  /** 0.9 as it was written, not as the nearest float is as a double. */
  private static @Nullable Double exact(Optional<Float> value) {
    return value.map(number -> Double.valueOf(number.toString())).orElse(null);
  }

  private static @Nullable Long exactLong(Optional<Integer> value) {
    return value.map(Integer::longValue).orElse(null);
  }

  private Generations() {}
}
