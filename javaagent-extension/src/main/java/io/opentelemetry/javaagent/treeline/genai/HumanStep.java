package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A person was asked: the span lasts as long as the answer took. Thread-safe; never throws; only
 * the first ending counts.
 */
public final class HumanStep extends OperationSpan {

  private HumanStep(Span span, Context parent) {
    super(span, parent);
  }

  static HumanStep start(
      Tracer tracer, Context parent, String type, @Nullable String name, @Nullable Object asked) {
    Span span =
        tracer
            .spanBuilder("human " + (name == null ? type : name))
            .setParent(parent)
            .setAttribute(TreelineAttributes.SPAN_KIND, "human")
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, "CHAIN")
            .setAttribute(TreelineAttributes.HUMAN_TYPE, type)
            .startSpan();
    HumanStep step = new HumanStep(span, parent);
    step.set(GenAiAttributes.AGENT_NAME, AgentInvocation.enclosingAgent(parent));
    step.putValue(TreelineAttributes.INPUT, asked);
    return step;
  }

  /**
   * Ends the span of a request that was answered, or given up.
   *
   * @param decision value of {@code treeline.human.decision}; null when the answer is none
   * @param answer what the person said; content; null when there is nothing
   */
  public void end(@Nullable String decision, @Nullable Object answer) {
    if (beginEnd()) {
      set(TreelineAttributes.HUMAN_DECISION, decision);
      putValue(TreelineAttributes.OUTPUT, answer);
      span().end();
    }
  }
}
