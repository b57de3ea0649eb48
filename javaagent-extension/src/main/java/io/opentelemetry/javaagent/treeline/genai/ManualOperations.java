package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operations that the application logs by hand share with those that are seen by advice. */
public final class ManualOperations {

  /**
   * Content as it may be put on a span: masked and cut, JSON still JSON.
   *
   * @return null when content is not to be kept
   */
  public static @Nullable String captured(String text) {
    GenAiConfig config = GenAiConfig.get();
    if (!config.captureContent()) {
      return null;
    }
    ContentJson content = new ContentJson(config.maxContentLength());
    Object structure = JsonReader.readOrKeep(text);
    return structure instanceof Map || structure instanceof Collection
        ? content.value(structure)
        : content.text(text);
  }

  /** The present span is that of a tool: none is to be inferred from its result. */
  public static void toolStarted(@Nullable String callId, String name) {
    ToolCallLedger ledger = ToolCallLedger.get();
    if (callId == null) {
      ledger.executedByName(name, Span.current().getSpanContext());
    } else {
      ledger.executed(callId, Context.current());
    }
  }

  private ManualOperations() {}
}
