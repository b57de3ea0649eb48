package io.treeline.javaagent.instrumentation.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class DashScopeNewestIT extends DashScopeContract {
  DashScopeNewestIT() {
    super("2.22.13");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    try (OtlpTestReceiver quiet = OtlpTestReceiver.start();
        AgentJvm jvm =
            program()
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
                .exportTo(quiet)
                .start()) {
      jvm.awaitSuccess();

      assertThat(quiet.spans("chat tools").get(0).attribute("treeline.decision.offered"))
          .isEqualTo(List.of("lookup_order"));
      assertThat(quiet.spans("execute_tool lookup_order")).hasSize(1);
      for (ReceivedSpan span : quiet.spans()) {
        assertThat(span.attributes().values().toString())
            .as(span.name())
            .doesNotContain("Hello", "Be brief", "A-17", "look it up", "Looks", "shipped");
      }
    }
  }
}
