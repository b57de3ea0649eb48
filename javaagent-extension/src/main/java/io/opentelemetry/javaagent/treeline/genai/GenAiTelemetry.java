package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of one instrumented library. One constant per library's room; thread-safe.
 *
 * <p>Nothing started here makes itself current: the room does, for exactly as long as the library
 * works on the caller's thread.
 */
public final class GenAiTelemetry {

  private final Tracer tracer;
  private final GenAiMetrics metrics;
  private final @Nullable String defaultProvider;

  private GenAiTelemetry(Tracer tracer, GenAiMetrics metrics, @Nullable String defaultProvider) {
    this.tracer = tracer;
    this.metrics = metrics;
    this.defaultProvider = defaultProvider;
  }

  /**
   * A room's telemetry, on the agent's own SDK.
   *
   * @param scope name of the instrumentation scope, such as {@code io.treeline.openai}
   * @param defaultProvider provider of a call that does not say; null when the library serves many
   */
  public static GenAiTelemetry create(String scope, @Nullable String defaultProvider) {
    return create(GlobalOpenTelemetry.get(), scope, defaultProvider);
  }

  static GenAiTelemetry create(
      OpenTelemetry openTelemetry, String scope, @Nullable String defaultProvider) {
    return new GenAiTelemetry(
        openTelemetry.getTracer(scope),
        GenAiMetrics.create(openTelemetry.getMeter(scope)),
        defaultProvider);
  }

  /**
   * Starts a call of a model, or joins the one {@code parent} is in the middle of: then the answer
   * given to the returned call enriches that one's span and no second span appears. When that one
   * has had an answer, or a failure, already, it wraps several models or tries again: then the call
   * has a span of its own within it.
   */
  public ModelCall startModelCall(Context parent, ModelRequest request) {
    ModelSpan outer = ModelSpan.openIn(parent, request.operation());
    if (outer != null && outer.join(request)) {
      return new ModelCall(outer, parent, true);
    }
    ModelSpan span = ModelSpan.start(this, parent, request);
    return new ModelCall(span, span.context(), false);
  }

  /** Starts the execution of a tool. Model calls inside it have spans of their own. */
  public ToolExecution startTool(Context parent, ToolRequest request) {
    return ToolExecution.start(tracer, parent, request);
  }

  /** Starts the run of an agent. Model calls and tools inside it have spans of their own. */
  public AgentInvocation startAgent(Context parent, AgentRequest request) {
    return AgentInvocation.start(tracer, parent, request);
  }

  /**
   * Starts a search for documents or a ranking of them, or joins the search {@code parent} is in
   * when that one said it is nothing but this.
   */
  public Retrieval startRetrieval(Context parent, RetrievalRequest request) {
    return Retrieval.start(tracer, parent, request);
  }

  /**
   * Starts a check by a guardrail.
   *
   * @param target value of {@code treeline.guardrail.target}
   * @param checked what is checked, as text or a JSON value; content; null when there is none
   */
  public GuardrailCheck startGuardrail(
      Context parent, String name, String target, @Nullable Object checked) {
    return GuardrailCheck.start(tracer, parent, name, target, checked);
  }

  /**
   * Starts a request to a person.
   *
   * @param type value of {@code treeline.human.type}
   * @param name what is asked for, such as {@code change_plan}; low cardinality; null when nameless
   * @param asked the question, as text or a JSON value; content; null when there is none
   */
  public HumanStep startHumanStep(
      Context parent, String type, @Nullable String name, @Nullable Object asked) {
    return HumanStep.start(tracer, parent, type, name, asked);
  }

  /**
   * Starts a named step of a workflow that is a graph.
   *
   * @param input text or a JSON value; content; null when there is none
   */
  public GraphNode startNode(Context parent, String name, @Nullable Object input) {
    return GraphNode.start(tracer, parent, name, input);
  }

  /**
   * Starts a step of an agent's that is neither a model call nor a tool.
   *
   * @param name of the span
   */
  public AgentStep startStep(Context parent, String name, Attributes attributes) {
    return AgentStep.start(tracer, parent, name, attributes);
  }

  Tracer tracer() {
    return tracer;
  }

  GenAiMetrics metrics() {
    return metrics;
  }

  @Nullable String defaultProvider() {
    return defaultProvider;
  }
}
