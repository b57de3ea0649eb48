package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.app.ApplicationParam;
import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.protocol.ServiceOption;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GrowingText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.StreamEndings;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of an application: an agent or a workflow that lives on the server, models and all. The
 * tokens of its models are on the agent's span, for there is no other to carry them.
 */
final class ApplicationExchange implements Exchange {

  private static final OptionalMethod USAGE = OptionalMethod.named("getUsage");
  private static final OptionalMethod PROMPT = OptionalMethod.named("getPrompt");

  private final AgentInvocation invocation;
  private final boolean streaming;
  private final boolean inSession;
  private final GrowingText text = new GrowingText();

  private ApplicationExchange(AgentInvocation invocation, boolean streaming, boolean inSession) {
    this.invocation = invocation;
    this.streaming = streaming;
    this.inSession = inSession;
  }

  static ApplicationExchange start(
      Context parent, ServiceOption service, ApplicationParam param, boolean streaming) {
    SessionContext session = session(SessionContext.from(parent), param);
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT,
            param.getAppId(),
            param.getAppId(),
            null,
            input(param),
            Attributes.of(GenAiAttributes.PROVIDER_NAME, "dashscope"));
    AgentInvocation invocation =
        Exchanges.TELEMETRY.startAgent(session.storeInContext(parent), request);
    invocation.set(GenAiAttributes.CONVERSATION_ID, blankToNull(param.getSessionId()));
    invocation.set(GenAiAttributes.REQUEST_STREAM, streaming ? (Boolean) true : null);
    var endpoint = Requests.endpoint(service);
    if (endpoint != null) {
      invocation.set(CommonAttributes.SERVER_ADDRESS, endpoint.host());
      invocation.set(
          CommonAttributes.SERVER_PORT, endpoint.port() > 0 ? (Long) (long) endpoint.port() : null);
    }
    return new ApplicationExchange(invocation, streaming, session.id() != null);
  }

  @Override
  public Context context() {
    return invocation.context();
  }

  @Override
  public Context callerContext() {
    return invocation.parentContext();
  }

  @Override
  public synchronized void received(DashScopeResult result) {
    try {
      Map<String, ?> output = Json.read(String.valueOf(result.getOutput()));
      text.add(Json.string(output, "text"));
      learnSession(Json.string(output, "session_id"));
      String reason = Json.string(output, "finish_reason");
      if (reason != null && !reason.equals("null")) {
        invocation.set(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of(reason));
      }
      invocation.set(GenAiAttributes.RESPONSE_ID, blankToNull(result.getRequestId()));
      setUsage(Json.array(Json.read(USAGE.text(result)), "models"));
    } catch (Throwable e) {
      Failures.record("dashscope application", e);
    }
  }

  @Override
  public void completed() {
    end("final_answer", StreamEndings.DRAINED);
  }

  @Override
  public void failed(Throwable failure) {
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, "error");
    ending(StreamEndings.ERROR);
    invocation.fail(failure);
  }

  @Override
  public void cancelled() {
    end("cancelled", StreamEndings.CANCELLED);
  }

  private synchronized void end(String reason, String ending) {
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason);
    ending(ending);
    boolean content = GenAiConfig.get().captureContent() && !text.isEmpty();
    invocation.end(
        content ? List.of(Message.output(List.of(Part.text(text.text())), "stop")) : List.of());
  }

  private void ending(String ending) {
    invocation.set(TreelineAttributes.STREAM_END, streaming ? ending : null);
  }

  /** The server opens a conversation where the application named none. */
  private void learnSession(@Nullable String id) {
    if (id == null || id.isBlank()) {
      return;
    }
    invocation.set(GenAiAttributes.CONVERSATION_ID, id);
    if (!inSession) {
      invocation.set(CommonAttributes.SESSION_ID, id);
      invocation.set(TreelineAttributes.SESSION_ID_SOURCE, SessionIdSources.FRAMEWORK);
    }
  }

  /** Sums what the application's models used; a model that counts nothing leaves it unknown. */
  private void setUsage(List<?> models) {
    if (models.isEmpty()) {
      return;
    }
    Long input = 0L;
    Long output = 0L;
    List<String> names = new ArrayList<>();
    for (Object one : models) {
      Map<String, ?> model = Json.asObject(one);
      TokenUsage used = Usages.read(model);
      input = input == null || used.input() == null ? null : (Long) (input + used.input());
      output = output == null || used.output() == null ? null : (Long) (output + used.output());
      String name = Json.string(model, "model_id");
      if (name != null && !names.contains(name)) {
        names.add(name);
      }
    }
    invocation.set(GenAiAttributes.USAGE_INPUT_TOKENS, input);
    invocation.set(GenAiAttributes.USAGE_OUTPUT_TOKENS, output);
    invocation.set(GenAiAttributes.RESPONSE_MODEL, names.size() == 1 ? names.get(0) : null);
  }

  private static SessionContext session(SessionContext around, ApplicationParam param) {
    SessionContext session = around;
    CallerSession headers = Requests.callerSession(param);
    if (headers != null) {
      session =
          session
              .offerId(headers.id(), SessionIdSources.HEADER)
              .withName(headers.name())
              .enterPath(headers.path())
              .withUser(headers.userId());
      for (Map.Entry<String, String> property : headers.properties().entrySet()) {
        session = session.withProperty(property.getKey(), property.getValue());
      }
    }
    return session.offerId(param.getSessionId(), SessionIdSources.FRAMEWORK);
  }

  private static List<Message> input(ApplicationParam param) {
    String prompt = GenAiConfig.get().captureContent() ? PROMPT.text(param) : null;
    return prompt == null ? List.of() : List.of(Message.of("user", List.of(Part.text(prompt))));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
