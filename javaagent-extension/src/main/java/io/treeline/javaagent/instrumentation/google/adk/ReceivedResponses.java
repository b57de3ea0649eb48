package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.models.LlmResponse;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.google.Contents;
import io.treeline.javaagent.instrumentation.google.Generations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a model answered so far: pieces first, then the whole. Guarded by {@code this}. */
final class ReceivedResponses implements Supplier<ModelResponse> {

  private static final OptionalMethod USAGE = OptionalMethod.named("usageMetadata");
  private static final OptionalMethod FINISH_REASON = OptionalMethod.named("finishReason");
  private static final OptionalMethod MODEL_VERSION = OptionalMethod.named("modelVersion");

  private final List<Part> parts = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final TextCollector pieces = new TextCollector();
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String finishReason;
  private @Nullable String model;

  /** Returns whether nothing more can follow. */
  synchronized boolean accept(LlmResponse response) {
    if (present(USAGE, response) instanceof GenerateContentResponseUsageMetadata reported) {
      usage = Generations.usage(reported);
    }
    Object reason = present(FINISH_REASON, response);
    if (reason == null) {
      reason = response.errorCode().orElse(null);
    }
    if (reason != null) {
      finishReason = reason.toString();
    }
    if (present(MODEL_VERSION, response) instanceof String version) {
      model = version;
    }
    Content content = response.content().orElse(null);
    if (response.partial().orElse(false)) {
      for (com.google.genai.types.Part part : Contents.partsOf(content)) {
        part.text().ifPresent(pieces::append);
      }
      return false;
    }
    parts.addAll(Contents.parts(content));
    List<ToolCall> chosen = Generations.toolCalls(content);
    calls.addAll(chosen);
    return reason != null || !chosen.isEmpty();
  }

  @Override
  public synchronized ModelResponse get() {
    List<Part> read =
        parts.isEmpty() && !pieces.isEmpty() ? List.of(Part.text(pieces.text())) : parts;
    ModelResponse.Builder response =
        ModelResponse.builder().model(model).usage(usage).toolCalls(calls);
    if (finishReason != null) {
      response.finishReasons(List.of(finishReason));
    }
    if (!read.isEmpty() && GenAiConfig.get().captureContent()) {
      response.messages(
          List.of(
              Generations.output(
                  read, finishReason == null ? "STOP" : finishReason, !calls.isEmpty())));
    }
    return response.build();
  }

  private static @Nullable Object present(OptionalMethod method, LlmResponse response) {
    return method.call(response) instanceof Optional<?> value ? value.orElse(null) : null;
  }
}
