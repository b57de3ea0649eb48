package io.treeline.api;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.treeline.api.internal.AgentBridge;
import org.jspecify.annotations.Nullable;

/** The process's OpenTelemetry, and content put on spans. */
final class Telemetry {

  private static final String SCOPE = "io.treeline.api";

  static Tracer tracer() {
    return openTelemetry().getTracer(SCOPE);
  }

  /** Does nothing when the value is null or content is not to be kept. */
  static void setContent(Span span, AttributeKey<String> key, @Nullable Object value) {
    String text = content(value);
    if (text != null) {
      span.setAttribute(key, text);
    }
  }

  /**
   * A value as it may be put on a span.
   *
   * @return null when the value is null or content is not to be kept
   */
  static @Nullable String content(@Nullable Object value) {
    return value == null ? null : AgentBridge.content(JsonText.of(value));
  }

  private static OpenTelemetry openTelemetry() {
    try {
      // Unlike get(), this leaves the application free to set its own SDK later.
      return GlobalOpenTelemetry.getOrNoop();
    } catch (NoSuchMethodError e) {
      // An opentelemetry-api from before 1.57 on the class path.
      return GlobalOpenTelemetry.get();
    }
  }

  private Telemetry() {}
}
