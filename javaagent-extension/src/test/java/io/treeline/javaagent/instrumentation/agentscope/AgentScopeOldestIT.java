package io.treeline.javaagent.instrumentation.agentscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.dashscope.DashScopeServer;
import io.treeline.javaagent.testing.LoopbackHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The oldest supported version, whose own models use the DashScope SDK. */
class AgentScopeOldestIT extends AgentScopeContract {

  private LoopbackHttp dashScope;

  AgentScopeOldestIT() {
    super("1.0.0");
  }

  @Override
  String[] arguments() throws IOException {
    dashScope = DashScopeServer.start();
    return new String[] {"oldest", dashScope.url() + "/api/v1"};
  }

  @AfterAll
  void stopServer() {
    dashScope.close();
  }

  @Test
  void modelOverDashScope_isOneSpanWithTheBestOfBoth() {
    assertThat(seen).contains("SEEN dashscope: Hello from qwen-plus");
    assertThat(dashScope.requests()).hasSize(1);
    assertThat(receiver.span("chat qwen-plus").attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "dashscope")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.cache_read.input_tokens", 8L)
        .containsEntry("server.port", (long) dashScope.port());
    assertThat(receiver.span("chat qwen-plus").parentSpanId())
        .isEqualTo(receiver.span("invoke_agent dash-agent").spanId());
  }
}
