package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.data.image.Image;
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

/** What {@link ImageModelInstrumentation}'s advice does. */
public final class ImageCalls {

  private static final OptionalMethod MODEL_NAME = OptionalMethod.named("modelName");
  private static final OptionalField MODEL_NAME_FIELD = OptionalField.named("modelName");
  private static final OptionalMethod CONTENT = OptionalMethod.named("content");

  private ImageCalls() {}

  /**
   * A model is asked.
   *
   * @param arguments images to change, the prompt, and how many are wanted
   */
  public static @Nullable Object begin(Object model, @Nullable Object[] arguments) {
    return ActiveModelCall.start(readSafely(model, arguments));
  }

  public static void end(
      @Nullable Object call, @Nullable Object response, @Nullable Throwable thrown) {
    if (call instanceof ActiveModelCall active) {
      active.end(read(response), thrown);
    }
  }

  /** Without details when the request cannot be read: the call has a span in any case. */
  private static ModelRequest readSafely(Object model, @Nullable Object[] arguments) {
    try {
      return read(model, arguments);
    } catch (Throwable e) {
      Failures.record("langchain4j image", e);
      return ModelRequest.builder(GenAiOperations.GENERATE_CONTENT).build();
    }
  }

  private static ModelRequest read(Object model, @Nullable Object[] arguments) {
    String name = MODEL_NAME.text(model);
    if (name == null && MODEL_NAME_FIELD.get(model) instanceof String field) {
      name = field;
    }
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.GENERATE_CONTENT)
            .provider(Providers.of(model))
            .model(name)
            .set(GenAiAttributes.OUTPUT_TYPE, "image");
    List<Part> parts = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Integer count && count != 1) {
        read.set(GenAiAttributes.REQUEST_CHOICE_COUNT, count.longValue());
      } else if (argument instanceof String prompt) {
        parts.add(Part.text(prompt));
      } else if (argument instanceof Image image) {
        parts.add(Messages.imagePart(image));
      }
    }
    if (GenAiConfig.get().captureContent() && !parts.isEmpty()) {
      read.messages(List.of(Message.of("user", parts)));
    }
    return read.build();
  }

  private static ModelResponse read(@Nullable Object response) {
    if (response == null || !GenAiConfig.get().captureContent()) {
      return ModelResponse.EMPTY;
    }
    try {
      Object content = CONTENT.call(response);
      List<Part> parts = new ArrayList<>();
      for (Object image : content instanceof List<?> several ? several : List.of(content)) {
        if (image instanceof Image made) {
          parts.add(Messages.imagePart(made));
        }
      }
      return ModelResponse.builder().messages(List.of(Message.output(parts, "stop"))).build();
    } catch (Throwable e) {
      Failures.record("langchain4j image", e);
      return ModelResponse.EMPTY;
    }
  }
}
