package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.treeline.semconv.TreelineAttributes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What an agent tells of its work while it answers: each step of the service becomes a span that
 * begins and ends when the service says so. All state is guarded by {@code this}.
 */
final class AgentTraces {

  static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.bedrock", "aws.bedrock");

  private final AgentInvocation invocation;
  private final TextCollector output = new TextCollector();

  /** Steps by who takes them: the agent itself is "", its collaborators have names. */
  private final Map<String, AgentSteps> steps = new LinkedHashMap<>();

  private @Nullable String stopReason;
  private boolean over;

  AgentTraces(AgentInvocation invocation) {
    this.invocation = invocation;
    steps.put("", new AgentSteps(invocation, this::collaborator));
  }

  synchronized void event(SdkPojo event) {
    if (over) {
      return;
    }
    Object bytes = value(event, "bytes");
    if (bytes instanceof SdkBytes chunk) {
      if (GenAiConfig.get().captureContent()) {
        output.append(chunk.asString(StandardCharsets.UTF_8));
      }
      return;
    }
    Map<String, ?> body = SdkJson.object(event);
    if (body.containsKey("trace")) {
      String name = Json.text(body, "collaboratorName");
      AgentSteps lane = steps.get(name == null ? "" : name);
      Map<String, ?> trace = Json.object(body, "trace");
      (lane != null ? lane : main()).trace(trace);
    } else if (body.containsKey("invocationInputs")) {
      // The application is asked to run the tools itself and to come back with their results.
      stopReason = "return_control";
      main().returnControl(Json.array(body, "invocationInputs"));
    } else if (body.containsKey("nodeName") && body.containsKey("content")) {
      Object document = Json.object(body, "content").get("document");
      if (document != null && GenAiConfig.get().captureContent()) {
        output.append(document.toString());
      }
    } else if (body.containsKey("completionReason")) {
      String reason = Json.text(body, "completionReason");
      stopReason = "SUCCESS".equals(reason) ? stopReason : reason;
    }
  }

  synchronized void ended() {
    if (finish()) {
      invocation.set(
          TreelineAttributes.AGENT_STOP_REASON, stopReason == null ? "final_answer" : stopReason);
      invocation.end(
          output.isEmpty()
              ? List.of()
              : List.of(Message.output(List.of(Part.text(output.text())), "stop")));
    }
  }

  synchronized void failed(Throwable failure) {
    if (finish()) {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, "error");
      invocation.fail(failure);
    }
  }

  synchronized void cancelled() {
    if (finish()) {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, "cancelled");
      invocation.end(List.of());
    }
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    List.copyOf(steps.values()).forEach(AgentSteps::close);
    return true;
  }

  private void collaborator(String name, @Nullable AgentSteps its) {
    if (its == null) {
      steps.remove(name);
    } else {
      steps.put(name, its);
    }
  }

  private AgentSteps main() {
    AgentSteps own = steps.get("");
    if (own == null) {
      throw new IllegalStateException("the agent's own steps are there from the start");
    }
    return own;
  }

  private static @Nullable Object value(SdkPojo pojo, String member) {
    for (SdkField<?> field : pojo.sdkFields()) {
      if (field.memberName().equals(member)) {
        return field.getValueOrDefault(pojo);
      }
    }
    return null;
  }
}
