package io.treeline.javaagent.instrumentation.google.genai;

import com.google.genai.types.HttpOptions;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session headers a caller sets on a call or on its client. */
public final class CallerHeaders {

  /** {@code options} itself when there is nothing to take off, or a client is only being made. */
  public static @Nullable HttpOptions strip(@Nullable HttpOptions options) {
    if (options == null
        || !GenAiConfig.get().stripHeliconeHeaders()
        || ModelCall.current(Context.current()) == null) {
      return options;
    }
    Map<String, String> kept = new LinkedHashMap<>(options.headers().orElse(Map.of()));
    return kept.keySet().removeIf(CallerSession::isSessionHeader)
        ? options.toBuilder().headers(kept).build()
        : options;
  }

  private CallerHeaders() {}
}
