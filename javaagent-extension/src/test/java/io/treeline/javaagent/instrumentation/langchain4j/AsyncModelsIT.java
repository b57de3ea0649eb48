package io.treeline.javaagent.instrumentation.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@link AsyncModelsProgram} under the agent's jar, with the core of 1.20. Of that version only the
 * core can be had, so it is not run through the whole contract.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncModelsIT {

  private OtlpTestReceiver receiver;

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        AgentJvm.builder(AsyncModelsProgram.class)
            .libraries("dev.langchain4j:langchain4j-core:1.20.0")
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  @Test
  void future_answered_endsTheCallWithItsAnswer() {
    ReceivedSpan span = receiver.span("chat later");

    assertThat(span.attributes())
        .contains(entry("gen_ai.usage.input_tokens", 21L), entry("gen_ai.usage.output_tokens", 9L));
    assertThat(span.proto().getEndTimeUnixNano() - span.proto().getStartTimeUnixNano())
        .isGreaterThan(45_000_000L);
  }

  @Test
  void future_thatFails_endsTheCallWithTheError() {
    ReceivedSpan span = receiver.span("chat failing-later");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void publisher_readToItsEnd_isOneStream() {
    assertThat(receiver.span("chat published").attributes())
        .contains(
            entry("gen_ai.request.stream", true),
            entry("treeline.stream.end", "drained"),
            entry("gen_ai.usage.input_tokens", 21L))
        .containsKey("gen_ai.response.time_to_first_chunk");
  }

  @Test
  void publisher_cancelled_isSaid() {
    assertThat(receiver.span("chat unpublished").attributes())
        .contains(entry("treeline.stream.end", "cancelled"))
        .doesNotContainKey("gen_ai.usage.input_tokens");
  }
}
