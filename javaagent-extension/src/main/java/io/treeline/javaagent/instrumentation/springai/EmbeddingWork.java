package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;

/** One request to an embedding model. */
final class EmbeddingWork extends BlockingModelWork {

  private final EmbeddingModelObservationContext observed;
  private final @Nullable String provider;

  EmbeddingWork(EmbeddingModelObservationContext observed) {
    this.observed = observed;
    this.provider = Providers.of(observed.getOperationMetadata().provider());
  }

  @Override
  String operation() {
    return GenAiOperations.EMBEDDINGS;
  }

  @Override
  ModelRequest read(Context parent) {
    EmbeddingRequest request = observed.getRequest();
    EmbeddingOptions options = request.getOptions();
    ModelRequest.Builder read = ModelRequest.builder(GenAiOperations.EMBEDDINGS).provider(provider);
    if (options != null) {
      Integer dimensions = options.getDimensions();
      read.model(options.getModel())
          .set(
              GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT,
              dimensions == null ? null : (Long) dimensions.longValue());
    }
    if (GenAiConfig.get().captureContent()) {
      read.messages(
          request.getInstructions().stream()
              .map(text -> Message.of("user", List.of(Part.text(text))))
              .toList());
    }
    return read.build();
  }

  @Override
  ModelResponse read(Object result) {
    if (!(result instanceof EmbeddingResponse response) || response.getMetadata() == null) {
      return ModelResponse.EMPTY;
    }
    String model = response.getMetadata().getModel();
    TokenUsage usage = TokenUsages.read(response.getMetadata().getUsage(), provider);
    // An embedding has no output that would be counted.
    return ModelResponse.builder()
        .model(model == null || model.isEmpty() ? null : model)
        .usage(new TokenUsage(usage.input(), null, usage.cacheRead(), null, null))
        .build();
  }
}
