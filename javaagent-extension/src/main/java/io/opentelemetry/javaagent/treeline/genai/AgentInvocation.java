package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of an agent or workflow. Thread-safe; never throws; only the first ending counts. */
public final class AgentInvocation extends OperationSpan {

  private static final ContextKey<String> AGENT_NAME = ContextKey.named("treeline-genai-agent");

  private final boolean named;

  private AgentInvocation(Span span, Context parent, @Nullable String name) {
    super(span, parent, inside(span, parent, name));
    this.named = name != null;
  }

  static AgentInvocation start(Tracer tracer, Context parent, AgentRequest request) {
    boolean workflow = GenAiOperations.INVOKE_WORKFLOW.equals(request.operation());
    String name = request.name();
    SpanBuilder builder =
        tracer
            .spanBuilder(name == null ? request.operation() : request.operation() + " " + name)
            .setParent(parent)
            .setAllAttributes(request.attributes())
            .setAttribute(GenAiAttributes.OPERATION_NAME, request.operation())
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, workflow ? "CHAIN" : "AGENT");
    if (name != null) {
      builder.setAttribute(
          workflow ? GenAiAttributes.WORKFLOW_NAME : GenAiAttributes.AGENT_NAME, name);
    }
    if (request.id() != null) {
      builder.setAttribute(GenAiAttributes.AGENT_ID, request.id());
    }
    if (request.description() != null) {
      builder.setAttribute(GenAiAttributes.AGENT_DESCRIPTION, request.description());
    }
    String enclosing = enclosingAgent(parent);
    if (enclosing != null) {
      builder.setAttribute(TreelineAttributes.AGENT_PARENT_NAME, enclosing);
    }
    AgentInvocation invocation =
        new AgentInvocation(builder.startSpan(), parent, workflow ? null : name);
    invocation.putMessages(GenAiAttributes.INPUT_MESSAGES, request.input());
    return invocation;
  }

  /** Name of the agent {@code context} runs in; null when there is none. */
  public static @Nullable String enclosingAgent(Context context) {
    AdoptedSpans.Open within = AdoptedSpans.in(context, false);
    if (within != null && within.agent() != null) {
      return within.agent();
    }
    String ours = context.get(AGENT_NAME);
    AdoptedSpans.Open above = ours != null ? null : AdoptedSpans.in(context, true);
    return above == null ? ours : above.agent();
  }

  /**
   * Gives the agent the name its starter did not know; no change when it has one.
   *
   * @param inside a context within {@link #context()}
   * @param name null changes nothing
   * @return {@code inside}, where the agent has that name
   */
  public Context nameIfNameless(Context inside, @Nullable String name) {
    if (name == null || named) {
      return inside;
    }
    span().updateName(GenAiOperations.INVOKE_AGENT + " " + name);
    span().setAttribute(GenAiAttributes.AGENT_NAME, name);
    return inside.with(AGENT_NAME, name);
  }

  /**
   * Ends the span of an agent that came to an end by itself.
   *
   * @param output content; empty when there is none or content is off
   */
  public void end(List<Message> output) {
    if (beginEnd()) {
      putMessages(GenAiAttributes.OUTPUT_MESSAGES, output);
      span().end();
    }
  }

  private static Context inside(Span span, Context parent, @Nullable String name) {
    Context inside = RecoveryScope.enter(ToolExecution.leave(ModelSpan.leave(parent)).with(span));
    return name == null ? inside : inside.with(AGENT_NAME, name);
  }

  private void putMessages(AttributeKey<String> key, List<Message> messages) {
    if (!messages.isEmpty()) {
      putContent(key, json -> json.messages(messages));
    }
  }
}
