package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;

/** What {@link ClientObservationAdvice} does. */
public final class ClientObservations {

  private ClientObservations() {}

  public static @Nullable Observation companion(
      Object documentation, @Nullable Supplier<?> context, @Nullable Observation created) {
    return documentation.getClass().getName().startsWith("org.springframework.ai.chat.client.")
        ? Observations.companion(created, context, ClientObservations::workOf)
        : null;
  }

  private static @Nullable ObservedWork workOf(Observation.Context context) {
    if (context instanceof ChatClientObservationContext client) {
      return new AgentWork(client);
    }
    if (context instanceof AdvisorObservationContext advisor && !AdvisorWork.isLast(advisor)) {
      return new AdvisorWork(advisor);
    }
    return null;
  }
}
