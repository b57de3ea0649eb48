package io.treeline.javaagent.instrumentation.google.adk;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class AdkNewestIT extends AdkContract {
  AdkNewestIT() {
    super("1.8.0");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        ContentOff.run(
            program(),
            "A-17",
            "It has been shipped",
            "Let me see",
            "Be brief",
            "Refunded.",
            "A draft",
            "Looks an order up",
            "Hello");

    assertThat(ContentOff.named(spans, "invoke_agent support-agent", 1).get(0).attributes())
        .containsEntry("session.id", "s-support")
        .containsEntry("treeline.agent.stop_reason", "final_answer");
    assertThat(ContentOff.named(spans, "chat gemini-real", 1).get(0).attributes())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
  }
}
