package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of an agent's work that is no call of a model: model calls inside it have spans of their
 * own. Thread-safe; never throws; only the first ending counts.
 */
public abstract sealed class OperationSpan
    permits AgentInvocation,
        AgentStep,
        GraphNode,
        GuardrailCheck,
        HumanStep,
        Retrieval,
        ToolExecution {

  private final Span span;
  private final Context parent;
  private final Context context;
  private final AtomicBoolean ended = new AtomicBoolean();

  OperationSpan(Span span, Context parent) {
    this(span, parent, ModelSpan.leave(parent).with(span));
  }

  OperationSpan(Span span, Context parent, Context context) {
    this.span = span;
    this.parent = parent;
    this.context = context;
  }

  /** For what the operation does. */
  public Context context() {
    return context;
  }

  /** What was current before. */
  public Context parentContext() {
    return parent;
  }

  @SuppressWarnings("MustBeClosedChecker")
  public Scope makeCurrent() {
    return context().makeCurrent();
  }

  /** Sets one span attribute; null is left out. */
  public <T> void set(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }

  /**
   * Records a decision taken here as an event, for there may be many.
   *
   * @param type value of {@code treeline.decision.type}
   * @param offered names of what was on offer; empty when unknown
   * @param arguments what goes with the choice, as a JSON value; content; null when there is none
   */
  public void decided(
      String type, List<String> offered, String chosen, @Nullable Object arguments) {
    decided(type, offered, List.of(chosen), arguments, Attributes.empty());
  }

  /**
   * As {@link #decided(String, List, String, Object)}, for several chosen at once.
   *
   * @param arguments what goes with each of the chosen
   * @param more anything else that belongs on the event
   */
  public void decided(
      String type,
      List<String> offered,
      List<String> chosen,
      @Nullable Object arguments,
      Attributes more) {
    AttributesBuilder event =
        Attributes.builder()
            .putAll(more)
            .put(TreelineAttributes.DECISION_TYPE, type)
            .put(TreelineAttributes.DECISION_CHOSEN, chosen);
    if (!offered.isEmpty()) {
      event.put(TreelineAttributes.DECISION_OFFERED, offered);
    }
    if (arguments != null) {
      String written =
          written(
              json ->
                  json.toolCalls(
                      chosen.stream().map(name -> new ToolCall(null, name, arguments)).toList()));
      if (written != null) {
        event.put(TreelineAttributes.DECISION_ARGUMENTS, written);
      }
    }
    span.addEvent(TreelineAttributes.DECISION_EVENT, event.build());
  }

  /** Ends the span of an operation that threw. */
  public void fail(Throwable failure) {
    if (beginEnd()) {
      SpanErrors.record(span, failure);
      span.end();
    }
  }

  /** Links to what this goes on from. */
  public void link(SpanContext earlier) {
    span.addLink(earlier);
  }

  /** For a later span's link to this one. */
  public SpanContext spanContext() {
    return span.getSpanContext();
  }

  /**
   * Runs {@code ending}, which ends this, when {@code owner} becomes unreachable before.
   *
   * @param ending must not refer to {@code owner}
   * @return what releases the watch; to be run once this has ended
   */
  public Runnable whenUnreachable(Object owner, Runnable ending) {
    return OpenStreams.whenUnreachable(owner, ending);
  }

  final Span span() {
    return span;
  }

  final boolean isEnded() {
    return ended.get();
  }

  /** Whether the caller is the one that ends the span. */
  final boolean beginEnd() {
    return ended.compareAndSet(false, true);
  }

  /** Puts content; does nothing when content is off. */
  final void putContent(AttributeKey<String> key, Function<ContentJson, String> content) {
    String written = written(content);
    if (written != null) {
      span.setAttribute(key, written);
    }
  }

  /**
   * Sets a value of any shape as content: JSON when it has one; nothing when content is off.
   *
   * @param value text, a JSON value or what is written as its text; null is left out
   */
  public final void putValue(AttributeKey<String> key, @Nullable Object value) {
    if (value != null) {
      putContent(
          key,
          json -> {
            Object structure = JsonReader.readOrKeep(value);
            return structure instanceof CharSequence text
                ? json.text(text.toString())
                : json.value(structure);
          });
    }
  }

  private @Nullable String written(Function<ContentJson, String> content) {
    GenAiConfig config = GenAiConfig.get();
    if (!config.captureContent() || !span.isRecording()) {
      return null;
    }
    try {
      ContentJson json = new ContentJson(config.maxContentLength());
      String written = content.apply(json);
      if (json.truncated()) {
        span.setAttribute(TreelineAttributes.CONTENT_TRUNCATED, true);
      }
      return written;
    } catch (Throwable e) {
      Failures.record("operation content", e);
      return null;
    }
  }
}
