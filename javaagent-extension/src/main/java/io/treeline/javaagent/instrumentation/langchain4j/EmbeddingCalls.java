package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link EmbeddingModelInstrumentation}'s advice does. */
public final class EmbeddingCalls {

  private static final OptionalMethod MODEL_NAME = OptionalMethod.named("modelName");
  private static final OptionalField MODEL_NAME_FIELD = OptionalField.named("modelName");
  private static final OptionalMethod TEXT_SEGMENTS = OptionalMethod.named("textSegments");
  private static final OptionalMethod INPUTS = OptionalMethod.named("inputs");
  private static final OptionalMethod PARAMETERS = OptionalMethod.named("parameters");
  private static final OptionalMethod DIMENSIONS = OptionalMethod.named("dimensions");
  private static final OptionalMethod TEXT = OptionalMethod.named("text");
  private static final OptionalMethod TOKEN_USAGE = OptionalMethod.named("tokenUsage");
  private static final OptionalMethod METADATA = OptionalMethod.named("metadata");

  private EmbeddingCalls() {}

  /**
   * A model is asked.
   *
   * @param request a list of segments, or the later versions' request
   */
  public static @Nullable Object begin(Object model, @Nullable Object request) {
    return request == null ? null : ActiveModelCall.start(readSafely(model, request));
  }

  /**
   * The model answered or threw.
   *
   * @param response the list's {@code Response}, or the later versions' response
   */
  public static void end(
      @Nullable Object call, @Nullable Object response, @Nullable Throwable thrown) {
    if (call instanceof ActiveModelCall active) {
      active.end(read(response), thrown);
    }
  }

  /** Without details when the request cannot be read: the call has a span in any case. */
  private static ModelRequest readSafely(Object model, Object request) {
    try {
      return read(model, request);
    } catch (Throwable e) {
      Failures.record("langchain4j embeddings", e);
      return ModelRequest.builder(GenAiOperations.EMBEDDINGS).build();
    }
  }

  private static ModelRequest read(Object model, Object request) {
    Object parameters = PARAMETERS.call(request);
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.EMBEDDINGS)
            .provider(Providers.of(model))
            .model(modelName(model, parameters))
            .set(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, DIMENSIONS.number(parameters));
    if (GenAiConfig.get().captureContent()) {
      read.messages(inputs(request));
    }
    return read.build();
  }

  /** Models have told their name only since 1.9; before, it is a field of most of them. */
  private static @Nullable String modelName(Object model, @Nullable Object parameters) {
    String requested = MODEL_NAME.text(parameters);
    if (requested != null) {
      return requested;
    }
    String own = MODEL_NAME.text(model);
    if (own != null && !own.equals("unknown")) {
      return own;
    }
    return MODEL_NAME_FIELD.get(model) instanceof String field ? field : null;
  }

  private static List<Message> inputs(Object request) {
    Object inputs = request instanceof List<?> ? request : TEXT_SEGMENTS.call(request);
    if (inputs == null) {
      inputs = INPUTS.call(request);
    }
    List<Message> messages = new ArrayList<>();
    if (inputs instanceof List<?> list) {
      for (Object input : list) {
        String text = input instanceof TextSegment segment ? segment.text() : TEXT.text(input);
        if (text != null) {
          messages.add(Message.of("user", List.of(Part.text(text))));
        }
      }
    }
    return messages;
  }

  private static ModelResponse read(@Nullable Object response) {
    if (response == null) {
      return ModelResponse.EMPTY;
    }
    try {
      Object metadata = METADATA.call(response);
      Object usage = TOKEN_USAGE.call(response);
      if (usage == null) {
        usage = TOKEN_USAGE.call(metadata);
      }
      return ModelResponse.builder()
          .model(MODEL_NAME.text(metadata))
          .usage(TokenUsages.read(usage instanceof TokenUsage tokens ? tokens : null))
          .build();
    } catch (Throwable e) {
      Failures.record("langchain4j embeddings", e);
      return ModelResponse.EMPTY;
    }
  }
}
