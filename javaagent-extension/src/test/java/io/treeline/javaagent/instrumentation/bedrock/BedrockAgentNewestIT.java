package io.treeline.javaagent.instrumentation.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class BedrockAgentNewestIT extends BedrockAgentContract {
  BedrockAgentNewestIT() {
    super("2.50.2");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    try (LoopbackModelServer fresh = LoopbackModelServer.start()) {
      List<ReceivedSpan> spans =
          ContentOff.run(
              program(fresh), "It is", "A-17", "lost", "my order", "Looking", "must be", "5 days");

      assertThat(ContentOff.named(spans, "invoke_agent AG1", 1).get(0).attributes())
          .containsEntry("session.id", "s-7")
          .containsEntry("treeline.agent.stop_reason", "final_answer");
      assertThat(ContentOff.named(spans, "chat claude-haiku", 2).get(0).attributes())
          .containsEntry("gen_ai.usage.input_tokens", 21L);
      assertThat(ContentOff.named(spans, "retrieval KB2", 1).get(0).attributes())
          .containsEntry("treeline.retrieval.document_count", 1L);
    }
  }
}
