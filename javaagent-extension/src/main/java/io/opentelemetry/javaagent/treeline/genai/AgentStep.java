package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** What a framework puts around an agent's model calls and tools, such as a link of a chain. */
public final class AgentStep extends OperationSpan {

  private AgentStep(Span span, Context parent) {
    super(span, parent, parent.with(span));
  }

  static AgentStep start(Tracer tracer, Context parent, String name, Attributes attributes) {
    return new AgentStep(
        tracer.spanBuilder(name).setParent(parent).setAllAttributes(attributes).startSpan(),
        parent);
  }

  public void end() {
    if (beginEnd()) {
      span().end();
    }
  }
}
