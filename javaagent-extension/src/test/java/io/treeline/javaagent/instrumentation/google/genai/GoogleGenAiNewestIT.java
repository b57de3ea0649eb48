package io.treeline.javaagent.instrumentation.google.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class GoogleGenAiNewestIT extends GoogleGenAiContract {
  GoogleGenAiNewestIT() {
    super("1.70.0");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        spansWithoutContent(
            "Hello from", "A-17", "Be brief", "I will look", "Looks an order", "shipped");

    assertThat(ContentOff.named(spans, "generate_content chat", 1).get(0).attributes())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
    assertThat(ContentOff.named(spans, "generate_content tools", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
  }
}
