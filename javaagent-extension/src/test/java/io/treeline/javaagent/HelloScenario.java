package io.treeline.javaagent;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.treeline.api.internal.AgentBridge;
import java.util.Map;

/** The least program: one span in one session. */
final class HelloScenario {

  public static void main(String[] args) throws Exception {
    Tracer tracer = GlobalOpenTelemetry.getTracer("hello");
    try (AutoCloseable session =
        AgentBridge.openSession("s-1", "Hello", "/hello", "u-1", Map.of("plan", "pro"))) {
      tracer.spanBuilder("hello").startSpan().end();
    }
  }

  private HelloScenario() {}
}
