package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One run of a named step of a workflow that the developer drew as a graph; its name is a part of
 * the derived path. Thread-safe; never throws; only the first ending counts.
 */
public final class GraphNode extends OperationSpan {

  private GraphNode(Span span, Context parent) {
    super(span, parent);
  }

  static GraphNode start(Tracer tracer, Context parent, String name, @Nullable Object input) {
    Span span =
        tracer
            .spanBuilder(GenAiOperations.EXECUTE_NODE + " " + name)
            .setParent(parent)
            .setAttribute(GenAiAttributes.OPERATION_NAME, GenAiOperations.EXECUTE_NODE)
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, "CHAIN")
            .setAttribute(TreelineAttributes.SPAN_KIND, "node")
            .setAttribute(TreelineAttributes.NODE_NAME, name)
            .startSpan();
    GraphNode node = new GraphNode(span, parent);
    node.set(GenAiAttributes.AGENT_NAME, AgentInvocation.enclosingAgent(parent));
    node.putValue(TreelineAttributes.INPUT, input);
    return node;
  }

  /**
   * Ends the span of a step that came to its end.
   *
   * @param output what it adds to the state; content; null when there is nothing
   */
  public void end(@Nullable Object output) {
    if (beginEnd()) {
      putValue(TreelineAttributes.OUTPUT, output);
      span().end();
    }
  }
}
