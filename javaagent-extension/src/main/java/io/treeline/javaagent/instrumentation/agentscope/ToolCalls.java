package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.ToolResultBlock;
import io.agentscope.core.message.ToolUseBlock;
import io.agentscope.core.tool.ToolCallParam;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.javaagent.reactive.WatchedMono;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What {@link ToolInstrumentation}'s advice does. */
public final class ToolCalls {

  private static final OptionalMethod STATE = OptionalMethod.named("getState");

  /** How the library's own results of failed tools begin, in all versions. */
  private static final String ERROR_PREFIX = "Error: ";

  private ToolCalls() {}

  public static @Nullable Mono<ToolResultBlock> watched(
      @Nullable ToolCallParam param, @Nullable Mono<ToolResultBlock> result) {
    if (param == null || param.getToolUseBlock() == null || result == null) {
      return result;
    }
    return new WatchedMono<>(result, parent -> start(parent, param.getToolUseBlock()));
  }

  private static Observed<ToolResultBlock> start(Context parent, ToolUseBlock call) {
    Object arguments = GenAiConfig.get().captureContent() ? call.getInput() : null;
    return new Running(
        AgentScopeTelemetry.get()
            .startTool(parent, ToolRequest.function(call.getName(), call.getId(), arguments)));
  }

  private record Running(ToolExecution execution) implements Observed<ToolResultBlock> {

    @Override
    public Context context() {
      return execution.context();
    }

    @Override
    public Context callerContext() {
      return execution.parentContext();
    }

    @Override
    public void next(ToolResultBlock result) {
      String text = Messages.text(result.getOutput());
      Object kept = GenAiConfig.get().captureContent() ? text : null;
      String state = STATE.text(result);
      // Before 2.0, and for tools that were not found, the text alone tells.
      if ("ERROR".equals(state) || text.startsWith(ERROR_PREFIX)) {
        execution.endAsError(kept);
      } else {
        execution.end(kept);
      }
    }

    @Override
    public void completed() {
      execution.end(null);
    }

    @Override
    public void failed(Throwable failure) {
      execution.fail(failure);
    }

    @Override
    public void cancelled() {
      execution.fail(new CancellationException("cancelled before the tool answered"));
    }
  }
}
