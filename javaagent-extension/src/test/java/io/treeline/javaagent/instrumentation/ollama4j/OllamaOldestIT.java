package io.treeline.javaagent.instrumentation.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The oldest supported version. */
class OllamaOldestIT extends OllamaContract {

  OllamaOldestIT() {
    super(OllamaOldestProgram.class, "1.0.100");
  }

  @Override
  boolean streamsAlways() {
    return true;
  }

  @Test
  void generateWithTools_runByTheClient_isAnAgentsRun() {
    assertThat(drawn("text_completion raw-tools"))
        .containsExactly(
            "invoke_agent treeline.agent.max_iterations=1 treeline.agent.stop_reason=final_answer",
            "  text_completion raw-tools treeline.agent.iteration=1",
            "  execute_tool lookup_order gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"shipped A-17\"}");
  }

  @Test
  void generateEmbeddings_withoutCounts_isASpanWithoutTokens() {
    assertThat(receiver.span("embeddings embed-old").attributesWithoutThread())
        .doesNotContainKey("gen_ai.usage.input_tokens");
  }
}
