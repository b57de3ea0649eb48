package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.treeline.semconv.TreelineAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from LangChain4j's exception that the model wanted more rounds of tools than allowed. */
final class ToolLimits {

  private static final int MAX_CAUSES = 16;

  /** The wording of 1.0 and that of later versions. */
  private static final Pattern EXCEEDED =
      Pattern.compile("exceeded (\\d+) (?:sequential tool executions|tool calling round trips)");

  private ToolLimits() {}

  static void mark(AgentRun run, Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      Matcher exceeded = EXCEEDED.matcher(cause.getMessage() == null ? "" : cause.getMessage());
      if (exceeded.find()) {
        run.invocation()
            .set(TreelineAttributes.AGENT_MAX_ITERATIONS, Long.valueOf(exceeded.group(1)));
        run.stopped("max_iterations");
        return;
      }
      cause = cause.getCause();
    }
  }
}
