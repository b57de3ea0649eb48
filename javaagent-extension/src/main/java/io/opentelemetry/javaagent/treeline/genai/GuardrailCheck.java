package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One check of what goes into or comes out of a model, an agent or a tool. A check that says no has
 * done its work: that is a verdict and no error. Thread-safe; never throws; only the first ending
 * counts.
 */
public final class GuardrailCheck extends OperationSpan {

  private GuardrailCheck(Span span, Context parent) {
    super(span, parent);
  }

  static GuardrailCheck start(
      Tracer tracer, Context parent, String name, String target, @Nullable Object checked) {
    Span span =
        tracer
            .spanBuilder("guardrail " + name)
            .setParent(parent)
            .setAttribute(TreelineAttributes.SPAN_KIND, "guardrail")
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, "GUARDRAIL")
            .setAttribute(TreelineAttributes.GUARDRAIL_TARGET, target)
            .startSpan();
    GuardrailCheck check = new GuardrailCheck(span, parent);
    check.set(GenAiAttributes.AGENT_NAME, AgentInvocation.enclosingAgent(parent));
    check.putValue(TreelineAttributes.INPUT, checked);
    return check;
  }

  /**
   * Ends the span of a check that gave its verdict.
   *
   * @param verdict value of {@code treeline.guardrail.verdict}
   * @param reason why; content; null when it does not say
   * @param replacement what is to be used instead of what was checked; content; null when nothing
   */
  public void end(String verdict, @Nullable String reason, @Nullable Object replacement) {
    if (beginEnd()) {
      set(TreelineAttributes.GUARDRAIL_VERDICT, verdict);
      if (reason != null) {
        putContent(TreelineAttributes.GUARDRAIL_REASON, json -> json.text(reason));
      }
      putValue(TreelineAttributes.OUTPUT, replacement);
      span().end();
    }
  }
}
