package io.treeline.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.treeline.api.ManualLogger.OperationType;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An operation that runs: a span, current on the thread that started it. Close it there; use
 * try-with-resources, or {@link #detach} and close it anywhere.
 */
public final class Operation implements AutoCloseable {

  private final OperationType type;
  private final AtomicBoolean ended = new AtomicBoolean();
  private Span span = Span.getInvalid();
  private Scope scope = Scope.noop();

  Operation(OperationType type) {
    this.type = type;
  }

  @SuppressWarnings("MustBeClosedChecker") // close() does
  void begin(Span started) {
    span = started;
    scope = started.makeCurrent();
  }

  /** What came out of it. See {@link io.treeline.api} for what is taken. */
  public Operation result(@Nullable Object value) {
    Quiet.run("recording a result", () -> Telemetry.setContent(span, outputKey(), value));
    return this;
  }

  /** It failed by an exception. */
  public Operation error(@Nullable Throwable cause) {
    if (cause == null) {
      return failed("_OTHER", null);
    }
    Quiet.run("recording an exception", () -> span.addEvent("exception", exception(cause)));
    return failed(cause.getClass().getName(), cause.getMessage());
  }

  /** It gave a result that says it failed, without an exception. */
  public Operation failed(@Nullable String message) {
    if (type == OperationType.TOOL) {
      span.setAttribute(TreelineAttributes.TOOL_IS_ERROR, true);
    }
    return failed("tool_error", message);
  }

  /** What the human answered to {@link ManualLogger#human}. */
  public Operation humanDecision(@Nullable HumanDecision decision) {
    if (decision != null) {
      span.setAttribute(TreelineAttributes.HUMAN_DECISION, decision.value());
    }
    return this;
  }

  /** Any attribute of your own. */
  public Operation attribute(@Nullable String key, @Nullable Object value) {
    if (key == null || key.isBlank()) {
      Quiet.misuse("an attribute needs a key: was " + key);
    } else if (value != null) {
      Quiet.run(
          "attribute " + key,
          () -> {
            AttributesBuilder one = Attributes.builder();
            put(one, key, value);
            span.setAllAttributes(one.build());
          });
    }
    return this;
  }

  /** The span, for whatever this class does not offer; never null. */
  public Span span() {
    return span;
  }

  /**
   * Stops being current on this thread without ending, for an operation that ends on another one.
   * To be called on the thread that started it.
   */
  public Operation detach() {
    Scope current = scope;
    scope = Scope.noop();
    Quiet.run("closing a scope", current::close);
    return this;
  }

  /** Ends the span. A second call does nothing. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      detach();
      Quiet.run("ending a span", span::end);
    }
  }

  /** As {@link Span#recordException} makes it, but masked; the type alone without content. */
  private static Attributes exception(Throwable cause) {
    AttributesBuilder event = Attributes.builder();
    event.put(CommonAttributes.EXCEPTION_TYPE, cause.getClass().getName());
    String message = Telemetry.content(cause.getMessage());
    if (message != null) {
      event.put(CommonAttributes.EXCEPTION_MESSAGE, message);
    }
    // The trace repeats the messages, so it is content too.
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    String stack = Telemetry.content(trace.toString());
    if (stack != null) {
      event.put(CommonAttributes.EXCEPTION_STACKTRACE, stack);
    }
    return event.build();
  }

  AttributeKey<String> inputKey() {
    return type == OperationType.TOOL
        ? GenAiAttributes.TOOL_CALL_ARGUMENTS
        : TreelineAttributes.INPUT;
  }

  private AttributeKey<String> outputKey() {
    return type == OperationType.TOOL
        ? GenAiAttributes.TOOL_CALL_RESULT
        : TreelineAttributes.OUTPUT;
  }

  private Operation failed(String errorType, @Nullable String message) {
    Quiet.run(
        "recording an error",
        () -> {
          span.setAttribute(CommonAttributes.ERROR_TYPE, errorType);
          String text = Telemetry.content(message);
          span.setStatus(StatusCode.ERROR, text == null ? "" : text);
        });
    return this;
  }

  static void put(AttributesBuilder attributes, String key, Object value) {
    if (value instanceof Boolean bool) {
      attributes.put(key, (boolean) bool);
    } else if (value instanceof Double || value instanceof Float) {
      attributes.put(key, ((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      attributes.put(key, ((Number) value).longValue());
    } else {
      String text = Telemetry.content(value);
      if (text != null) {
        attributes.put(key, text);
      }
    }
  }
}
