package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that hold one prompt and one text, which differ in nothing but names.
 *
 * @param prompt field of the prompt
 * @param parameters object that holds the parameters; null when the body itself does
 * @param results array of which the first object holds the answer; null when the body itself does
 */
record PromptBodies(
    String prompt,
    @Nullable String parameters,
    String maxTokens,
    String topP,
    String stop,
    @Nullable String results,
    String text,
    String reason) {

  static final PromptBodies TITAN =
      new PromptBodies(
          "inputText",
          "textGenerationConfig",
          "maxTokenCount",
          "topP",
          "stopSequences",
          "results",
          "outputText",
          "completionReason");

  static final PromptBodies LLAMA =
      new PromptBodies(
          "prompt", null, "max_gen_len", "top_p", "stop", null, "generation", "stop_reason");

  static final PromptBodies MISTRAL =
      new PromptBodies(
          "prompt", null, "max_tokens", "top_p", "stop", "outputs", "text", "stop_reason");

  static final PromptBodies COHERE =
      new PromptBodies(
          "prompt",
          null,
          "max_tokens",
          "p",
          "stop_sequences",
          "generations",
          "text",
          "finish_reason");

  ModelRequest.Builder readRequest(Map<String, ?> body) {
    Map<String, ?> given = parameters == null ? body : Wire.object(body, parameters);
    String asked = Wire.string(body, prompt);
    boolean content = GenAiConfig.get().captureContent();
    return ModelRequest.builder(GenAiOperations.TEXT_COMPLETION)
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, Wire.integer(given, maxTokens))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, Wire.decimal(given, "temperature"))
        .set(GenAiAttributes.REQUEST_TOP_P, Wire.decimal(given, topP))
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, BedrockConverse.strings(given, stop))
        .messages(
            content && asked != null
                ? List.of(Message.of("user", List.of(Part.text(CutText.of(asked)))))
                : List.of());
  }

  ModelResponse readResponse(Map<String, ?> body) {
    StreamedAnswer whole = newStream();
    whole.accept(body);
    return whole.response();
  }

  StreamedAnswer newStream() {
    return new Answer();
  }

  /** The answer in one piece or many: each has the shape of the whole. */
  private final class Answer implements StreamedAnswer {
    private final boolean content = GenAiConfig.get().captureContent();
    private final TextCollector collected = new TextCollector();
    private @Nullable String stopReason;
    private @Nullable Long input;
    private @Nullable Long output;

    @Override
    public synchronized boolean accept(Map<String, ?> chunk) {
      List<?> several = results == null ? List.of() : Wire.array(chunk, results);
      Map<String, ?> result = several.isEmpty() ? chunk : Wire.asObject(several.get(0));
      String why = Wire.string(result, reason);
      stopReason = why != null ? why : stopReason;
      Long in = BedrockConverse.either(chunk, "inputTextTokenCount", "prompt_token_count");
      input = in != null ? in : input;
      Long out = BedrockConverse.either(result, "tokenCount", "generation_token_count");
      Long all = Wire.integer(result, "totalOutputTextTokenCount");
      output = all != null ? all : out != null ? out : output;
      String piece = Wire.string(result, text);
      if (piece == null || piece.isEmpty()) {
        return false;
      }
      if (content) {
        collected.append(piece);
      }
      return true;
    }

    @Override
    public synchronized ModelResponse response() {
      List<Part> parts = collected.isEmpty() ? List.of() : List.of(Part.text(collected.text()));
      return ModelResponse.builder()
          .finishReasons(stopReason == null ? List.of() : List.of(stopReason))
          .usage(TokenUsage.of(input, output))
          .messages(content ? List.of(Message.output(parts, conventional(stopReason))) : List.of())
          .build();
    }
  }

  private static @Nullable String conventional(@Nullable String reason) {
    return switch (reason == null ? "" : reason) {
      case "FINISH", "FINISHED", "COMPLETE", "STOP_CRITERIA_MET" -> "stop";
      case "LENGTH", "MAX_TOKENS" -> "length";
      case "CONTENT_FILTERED" -> "content_filter";
      case "ERROR" -> "error";
      default -> reason;
    };
  }
}
