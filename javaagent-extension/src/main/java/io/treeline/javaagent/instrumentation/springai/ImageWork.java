package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;

/** One request to a model that makes images. */
final class ImageWork extends BlockingModelWork {

  private final ImageModelObservationContext observed;
  private final @Nullable String provider;

  ImageWork(ImageModelObservationContext observed) {
    this.observed = observed;
    this.provider = Providers.of(observed.getOperationMetadata().provider());
  }

  @Override
  String operation() {
    return GenAiOperations.GENERATE_CONTENT;
  }

  @Override
  ModelRequest read(Context parent) {
    ImagePrompt prompt = observed.getRequest();
    ImageOptions options = prompt.getOptions();
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.GENERATE_CONTENT)
            .provider(provider)
            .set(GenAiAttributes.OUTPUT_TYPE, "image");
    if (options != null) {
      Integer count = options.getN();
      read.model(options.getModel())
          .set(
              GenAiAttributes.REQUEST_CHOICE_COUNT,
              count == null || count == 1 ? null : (Long) count.longValue());
    }
    if (GenAiConfig.get().captureContent()) {
      read.messages(
          prompt.getInstructions().stream()
              .map(message -> Message.of("user", List.of(Part.text(message.getText()))))
              .toList());
    }
    return read.build();
  }

  @Override
  ModelResponse read(Object result) {
    if (!(result instanceof ImageResponse response) || !GenAiConfig.get().captureContent()) {
      return ModelResponse.EMPTY;
    }
    List<Message> messages = new ArrayList<>();
    for (ImageGeneration generation : response.getResults()) {
      Image image = generation.getOutput();
      if (image.getUrl() != null) {
        messages.add(Message.output(List.of(Part.uri("image", null, image.getUrl())), null));
      } else if (image.getB64Json() != null) {
        messages.add(Message.output(List.of(Part.blob("image", null, image.getB64Json())), null));
      }
    }
    return ModelResponse.builder().messages(messages).build();
  }
}
