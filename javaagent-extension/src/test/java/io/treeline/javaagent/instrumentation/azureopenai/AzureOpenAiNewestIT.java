package io.treeline.javaagent.instrumentation.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class AzureOpenAiNewestIT extends AzureOpenAiContract {
  AzureOpenAiNewestIT() {
    super("1.0.0-beta.16");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        spansWithoutContent(
            "Hello from", "A-17", "Be brief", "I will look", "Looks an order", "shipped");

    assertThat(ContentOff.named(spans, "chat chat", 1).get(0).attributes())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
    assertThat(ContentOff.named(spans, "chat tools", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
  }
}
