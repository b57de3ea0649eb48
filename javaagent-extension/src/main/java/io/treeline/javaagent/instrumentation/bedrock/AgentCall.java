package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.treeline.semconv.AwsAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** One invocation of an agent or a flow, from the client's method to the end of its stream. */
public final class AgentCall {

  private final AgentInvocation invocation;
  private final AgentTraces traces;
  private final Scope scope;

  private AgentCall(AgentInvocation invocation, Scope scope) {
    this.invocation = invocation;
    this.traces = new AgentTraces(invocation);
    this.scope = scope;
  }

  /**
   * Begins an invocation.
   *
   * @return the call, or {@code handler} when it cannot be traced; and the handler to give the
   *     events to
   */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static Object[] begin(SdkRequest request, Object handler) {
    try {
      Map<String, ?> body = SdkJson.object(request);
      Context parent =
          AgentSessions.enter(Context.current(), request, Json.text(body, "sessionId"));
      AgentInvocation invocation = AgentTraces.TELEMETRY.startAgent(parent, read(body));
      AgentCall call = new AgentCall(invocation, invocation.makeCurrent());
      Object watched =
          WatchedHandler.of(
              handlerType(handler), handler, call.new Events(), invocation.parentContext());
      return new Object[] {call, watched};
    } catch (Throwable e) {
      Failures.record("bedrock agent", e);
      return new Object[] {handler, handler};
    }
  }

  /** The client's method returned or threw. */
  public <T> @Nullable CompletableFuture<T> returnedLater(
      @Nullable CompletableFuture<T> answer, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || answer == null) {
      end(failure);
      return answer;
    }
    return CallerFuture.of(answer, invocation.parentContext(), (none, thrown) -> end(thrown));
  }

  private static AgentRequest read(Map<String, ?> body) {
    String flow = Json.text(body, "flowIdentifier");
    String agent = Json.text(body, "agentId");
    String name = Json.text(body, "agentName");
    AttributesBuilder attributes = Attributes.builder();
    put(attributes, GenAiAttributes.CONVERSATION_ID, Json.text(body, "sessionId"));
    put(attributes, AwsAttributes.BEDROCK_AGENT_ID, agent);
    put(attributes, AwsAttributes.BEDROCK_MEMORY_ID, Json.text(body, "memoryId"));
    String alias = Json.text(body, "agentAliasId");
    put(
        attributes,
        AwsAttributes.BEDROCK_AGENT_ALIAS_ID,
        alias != null ? alias : Json.text(body, "flowAliasIdentifier"));
    put(attributes, GenAiAttributes.REQUEST_MODEL, Json.text(body, "foundationModel"));
    put(attributes, GenAiAttributes.PROVIDER_NAME, "aws.bedrock");
    String input = Json.text(body, "inputText");
    return new AgentRequest(
        flow != null ? GenAiOperations.INVOKE_WORKFLOW : GenAiOperations.INVOKE_AGENT,
        // An agent that is published has no other name on this side than its id.
        flow != null ? flow : name != null ? name : agent,
        agent,
        null,
        input == null || !GenAiConfig.get().captureContent()
            ? List.of()
            : List.of(Message.of("user", List.of(Part.text(CutText.of(input))))),
        attributes.build());
  }

  private static void put(
      AttributesBuilder attributes, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }

  /** The one interface that names the operation. */
  private static Class<?> handlerType(Object handler) {
    for (Class<?> owner = handler.getClass(); owner != null; owner = owner.getSuperclass()) {
      for (Class<?> implemented : owner.getInterfaces()) {
        if (implemented.getName().endsWith("ResponseHandler")) {
          return implemented;
        }
      }
    }
    throw new IllegalArgumentException(
        handler.getClass() + " implements no ResponseHandler of Bedrock's");
  }

  private void end(@Nullable Throwable failure) {
    if (failure instanceof CancellationException) {
      traces.cancelled();
    } else if (failure != null) {
      traces.failed(failure);
    } else {
      traces.ended();
    }
  }

  /** What passes on its way to the application. */
  private final class Events implements EventWatcher {
    @Override
    public void event(SdkPojo event) {
      try {
        traces.event(event);
      } catch (Throwable e) {
        Failures.record("bedrock agent event", e);
      }
    }

    @Override
    public void drained() {
      traces.ended();
    }

    @Override
    public void cancelled() {
      traces.cancelled();
    }
  }
}
