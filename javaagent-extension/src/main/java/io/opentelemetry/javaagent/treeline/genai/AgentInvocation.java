package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run of an agent or workflow. Thread-safe; never throws; only the first ending counts. */
public final class AgentInvocation {

  private static final ContextKey<String> AGENT_NAME = ContextKey.named("treeline-genai-agent");

  private final Span span;
  private final Context parent;
  private final Context context;
  private final boolean named;
  private final AtomicBoolean ended = new AtomicBoolean();

  private AgentInvocation(Span span, Context parent, @Nullable String name) {
    this.span = span;
    this.parent = parent;
    this.named = name != null;
    Context inside = ModelSpan.leave(parent).with(span);
    this.context = name == null ? inside : inside.with(AGENT_NAME, name);
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
  static @Nullable String enclosingAgent(Context context) {
    return context.get(AGENT_NAME);
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
    span.updateName(GenAiOperations.INVOKE_AGENT + " " + name);
    span.setAttribute(GenAiAttributes.AGENT_NAME, name);
    return inside.with(AGENT_NAME, name);
  }

  /** For what the agent does. */
  public Context context() {
    return context;
  }

  /** What was current before. */
  public Context parentContext() {
    return parent;
  }

  @SuppressWarnings("MustBeClosedChecker")
  public Scope makeCurrent() {
    return context.makeCurrent();
  }

  /** Sets one span attribute; null is left out. */
  public <T> void set(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }

  /**
   * Records a decision of the agent's as an event, for it may make many.
   *
   * @param type value of {@code treeline.decision.type}
   * @param offered names of what was on offer; empty when unknown
   * @param arguments what goes with the choice, as a JSON value; content; null when there is none
   */
  public void decided(
      String type, List<String> offered, String chosen, @Nullable Object arguments) {
    AttributesBuilder event =
        Attributes.builder()
            .put(TreelineAttributes.DECISION_TYPE, type)
            .put(TreelineAttributes.DECISION_CHOSEN, List.of(chosen));
    if (!offered.isEmpty()) {
      event.put(TreelineAttributes.DECISION_OFFERED, offered);
    }
    try {
      GenAiConfig config = GenAiConfig.get();
      if (arguments != null && config.captureContent()) {
        event.put(
            TreelineAttributes.DECISION_ARGUMENTS,
            new ContentJson(config.maxContentLength())
                .toolCalls(List.of(new ToolCall(null, chosen, arguments))));
      }
    } catch (Throwable e) {
      Failures.record("agent decision", e);
    }
    span.addEvent(TreelineAttributes.DECISION_EVENT, event.build());
  }

  /**
   * Ends the span of an agent that came to an end by itself.
   *
   * @param output content; empty when there is none or content is off
   */
  public void end(List<Message> output) {
    if (ended.compareAndSet(false, true)) {
      putMessages(GenAiAttributes.OUTPUT_MESSAGES, output);
      span.end();
    }
  }

  public void fail(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      SpanErrors.record(span, failure);
      span.end();
    }
  }

  private void putMessages(AttributeKey<String> key, List<Message> messages) {
    GenAiConfig config = GenAiConfig.get();
    if (messages.isEmpty() || !config.captureContent() || !span.isRecording()) {
      return;
    }
    try {
      ContentJson json = new ContentJson(config.maxContentLength());
      span.setAttribute(key, json.messages(messages));
      if (json.truncated()) {
        span.setAttribute(TreelineAttributes.CONTENT_TRUNCATED, true);
      }
    } catch (Throwable e) {
      Failures.record("agent content", e);
    }
  }
}
