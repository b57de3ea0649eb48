package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentStep;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.treeline.semconv.SpringAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;

/** One advisor of a chat client's chain, around those after it and the model. */
final class AdvisorWork implements ObservedWork {

  private final AdvisorObservationContext observed;
  private @Nullable AgentStep step;
  private volatile @Nullable Throwable failure;

  AdvisorWork(AdvisorObservationContext observed) {
    this.observed = observed;
  }

  /** Whether it is the end of the chain, which only passes the request on to the model. */
  static boolean isLast(AdvisorObservationContext observed) {
    String name = observed.getAdvisorName();
    return observed.getOrder() == Integer.MAX_VALUE
        && (name.equals("call") || name.equals("stream"));
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    String name = observed.getAdvisorName();
    AttributesBuilder attributes =
        Attributes.builder()
            .put(SpringAiAttributes.ADVISOR_NAME, name)
            .put(SpringAiAttributes.ADVISOR_ORDER, (long) observed.getOrder());
    if (name.contains("SafeGuard")) {
      attributes.put(TreelineAttributes.SPAN_KIND, "guardrail");
    } else {
      attributes.put(TreelineAttributes.SPAN_WRAPPER, true);
    }
    AgentStep started =
        SpringAiTelemetry.get().startStep(parent, "advisor " + name, attributes.build());
    step = started;
    return OpenWork.begin(parent, started.context(), started::end);
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void stop() {
    if (step == null) {
      return;
    }
    Throwable thrown = failure;
    if (thrown != null) {
      step.fail(thrown);
    } else {
      step.end();
    }
  }
}
