package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The session headers a caller sets on a call or on its client. */
public final class SessionHeaders {

  /** What the call says wins over what its client says. */
  public static @Nullable CallerSession session(
      @Nullable CallerSession call, @Nullable CallerSession client) {
    return call == null ? client : call.orElse(client);
  }

  /** Those of {@code names} that stay home; empty when none does. */
  public static Set<String> toStrip(Set<String> names) {
    return GenAiConfig.get().stripHeliconeHeaders()
        ? names.stream().filter(CallerSession::isSessionHeader).collect(Collectors.toSet())
        : Set.of();
  }

  private SessionHeaders() {}
}
