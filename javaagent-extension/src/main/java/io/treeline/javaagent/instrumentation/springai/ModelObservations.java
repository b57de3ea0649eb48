package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/** What {@link ModelObservationAdvice} does. */
public final class ModelObservations {

  private ModelObservations() {}

  public static @Nullable Observation companion(
      Object documentation, @Nullable Supplier<?> context, @Nullable Observation created) {
    String name = documentation.getClass().getName();
    return name.startsWith("org.springframework.ai.") && name.contains(".observation.")
        ? Observations.companion(created, context, ModelObservations::workOf)
        : null;
  }

  private static @Nullable ObservedWork workOf(Observation.Context context) {
    if (context instanceof ChatModelObservationContext chat) {
      return new ChatWork(chat);
    }
    if (context instanceof ToolCallingObservationContext tool) {
      return new ToolWork(tool);
    }
    if (context instanceof EmbeddingModelObservationContext embedding) {
      return new EmbeddingWork(embedding);
    }
    if (context instanceof ImageModelObservationContext image) {
      return new ImageWork(image);
    }
    return null;
  }
}
