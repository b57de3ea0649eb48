package io.treeline.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.treeline.api.ManualLogger.OperationType;
import io.treeline.api.internal.AgentBridge;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What is known of an operation before it runs. Not thread-safe. */
public final class OperationBuilder {

  private final OperationType type;
  private final String name;
  private final AttributesBuilder attributes = Attributes.builder();
  private @Nullable Object arguments;
  private @Nullable String request;
  private @Nullable String callId;

  OperationBuilder(OperationType type, String name) {
    this.type = type;
    this.name = name;
    set(OpenInferenceAttributes.SPAN_KIND, type.openInferenceKind);
    set(GenAiAttributes.OPERATION_NAME, type.operationName);
    set(TreelineAttributes.SPAN_KIND, type.spanKind);
  }

  /** Arguments of a tool, input of anything else. See {@link io.treeline.api} for what is taken. */
  public OperationBuilder arguments(@Nullable Object value) {
    arguments = value;
    return this;
  }

  /** What a human is asked in free words: part of the input. */
  OperationBuilder request(@Nullable String text) {
    request = text;
    return this;
  }

  /** The id the model gave to this tool call. */
  public OperationBuilder callId(@Nullable String id) {
    callId = id;
    return set(GenAiAttributes.TOOL_CALL_ID, id);
  }

  public OperationBuilder description(@Nullable String text) {
    return set(
        type == OperationType.AGENT
            ? GenAiAttributes.AGENT_DESCRIPTION
            : GenAiAttributes.TOOL_DESCRIPTION,
        text);
  }

  /**
   * Which attempt this is.
   *
   * @param attempt 0 is the first, 1 the first retry
   * @param max how many retries are allowed
   */
  public OperationBuilder attempt(int attempt, int max) {
    attributes.put(TreelineAttributes.RETRY_MAX, (long) max);
    return attempt(attempt);
  }

  /**
   * Which attempt this is.
   *
   * @param attempt 0 is the first, 1 the first retry
   */
  public OperationBuilder attempt(int attempt) {
    attributes.put(TreelineAttributes.RETRY_ATTEMPT, (long) attempt);
    return this;
  }

  /** Why it is tried again. */
  public OperationBuilder retryReason(@Nullable String reason) {
    Quiet.run(
        "recording a retry", () -> set(TreelineAttributes.RETRY_REASON, Telemetry.content(reason)));
    return this;
  }

  /**
   * What this operation makes up for another one's failure by: {@code retry}, {@code
   * alternate_tool}, {@code fallback_model}, {@code ask_human} or {@code abort}.
   */
  public OperationBuilder recovery(@Nullable String strategy) {
    return set(TreelineAttributes.RECOVERY_STRATEGY, strategy);
  }

  /** Any attribute of your own. */
  public OperationBuilder attribute(@Nullable String key, @Nullable Object value) {
    if (key == null || key.isBlank()) {
      Quiet.misuse("an attribute needs a key: was " + key);
    } else if (value != null) {
      Quiet.run("attribute " + key, () -> Operation.put(attributes, key, value));
    }
    return this;
  }

  /** Starts the span and makes it current on this thread until it is closed. */
  public Operation start() {
    Operation operation = new Operation(type);
    String spanName = type.spanPrefix + " " + name;
    Quiet.run(
        "starting the span " + spanName,
        () -> {
          Span span =
              Telemetry.tracer()
                  .spanBuilder(spanName)
                  .setAllAttributes(attributes.build())
                  .startSpan();
          operation.begin(span);
          Telemetry.setContent(span, operation.inputKey(), input());
          if (type == OperationType.TOOL) {
            AgentBridge.toolStarted(callId, name);
          }
        });
    return operation;
  }

  /** Runs a task as the operation. What it throws is recorded and thrown on. */
  public void run(Runnable task) {
    try (Operation operation = start()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        operation.error(e);
        throw e;
      }
    }
  }

  /**
   * Runs a task as the operation; what it returns is the result. What it throws is recorded and
   * thrown on.
   */
  public <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
    try (Operation operation = start()) {
      try {
        T result = task.call();
        operation.result(result);
        return result;
      } catch (Exception | Error e) {
        operation.error(e);
        throw e;
      }
    }
  }

  private @Nullable Object input() {
    if (request == null) {
      return arguments;
    }
    return arguments == null ? request : Map.of("request", request, "arguments", arguments);
  }

  OperationBuilder set(AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
    return this;
  }
}
