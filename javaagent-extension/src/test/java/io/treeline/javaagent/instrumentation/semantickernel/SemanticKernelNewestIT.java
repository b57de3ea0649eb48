package io.treeline.javaagent.instrumentation.semantickernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest version there is in Maven's central repository, without the agents of 1.4.4. */
class SemanticKernelNewestIT extends SemanticKernelContract {

  SemanticKernelNewestIT() {
    super("1.4.2");
  }

  @Override
  String more() {
    return "streaming";
  }

  @Test
  void streamedChat_isOneSpanWithTheWholeText() {
    assertThat(seen).contains("SEEN streamed: Hello there you");
    assertThat(receiver.span("chat streamed").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.request.stream", true);
    assertThat((String) receiver.span("chat streamed").attribute("gen_ai.output.messages"))
        .contains("Hello there you");
  }

  /** Still one span per call of a model; tools are inferred from what is sent back. */
  @Test
  void roomSwitchedOff_librarysOwnSpansStandIn() throws IOException {
    try (OtlpTestReceiver native_ = OtlpTestReceiver.start()) {
      assertThat(run(native_, "TREELINE_INSTRUMENTATION_SEMANTIC_KERNEL_ENABLED", "false"))
          .contains("SEEN orders: It has been shipped.");

      assertThat(native_.spans("chat orders"))
          .hasSize(2)
          .allSatisfy(
              span -> {
                assertThat(span.scope()).isEqualTo("SemanticKernel");
                assertThat(span.attributes())
                    .containsEntry("gen_ai.usage.input_tokens", 100L)
                    .containsEntry("gen_ai.operation.name", "chat")
                    .doesNotContainKey("gen_ai.system");
              });
      assertThat(native_.spans("execute_tool Orders-lookup_order"))
          .hasSize(5)
          .extracting(ReceivedSpan::scope)
          .containsOnly("io.treeline.adopted");
    }
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans;
    try (ScriptedModel model = scripted()) {
      spans =
          ContentOff.run(
              program(model), "A-17", "Be brief", "Looks an order", "A summary", "Hello there");
    }

    assertThat(ContentOff.named(spans, "chat orders", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("Orders-lookup_order"));
    assertThat(spans).extracting(ReceivedSpan::name).contains("execute_tool Orders-lookup_order");
  }
}
