package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.HandedToolCall;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** What {@link ToolCallbackInstrumentation}'s advice does. */
public final class ToolCallbacks {

  private ToolCallbacks() {}

  /**
   * A tool is called: by Spring AI's manager, or by the application or another framework itself.
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(Object callback, @Nullable String arguments) {
    if (!(callback instanceof ToolCallback tool)) {
      return null;
    }
    ToolDefinition definition = tool.getToolDefinition();
    Context current = Context.current();
    ToolWork around = ToolWork.in(current, definition);
    if (around != null) {
      return around;
    }
    String callId = HandedToolCall.take(current, definition.name());
    ToolWork work = new ToolWork(definition, arguments, callId);
    OpenWork open = work.start(OpenWork.placeOf(current, null), null);
    return new Direct(work, open.context().makeCurrent());
  }

  public static void end(
      @Nullable Object entered, @Nullable Object result, @Nullable Throwable thrown) {
    if (entered instanceof ToolWork around) {
      if (thrown != null) {
        around.threw(thrown);
      }
    } else if (entered instanceof Direct direct) {
      direct.scope.close();
      if (thrown != null) {
        direct.work.failed(thrown);
      } else {
        direct.work.returned(result);
      }
      direct.work.stop();
    }
  }

  /** An execution that no manager of Spring AI's is responsible for. */
  private record Direct(ToolWork work, Scope scope) {}
}
