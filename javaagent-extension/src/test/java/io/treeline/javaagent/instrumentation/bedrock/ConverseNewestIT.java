package io.treeline.javaagent.instrumentation.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class ConverseNewestIT extends ConverseContract {
  ConverseNewestIT() {
    super("2.54.14");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        spansWithoutContent(
            "Hello", "A-17", "Be brief", "I will look", "Looks an order", "shipped");

    assertThat(ContentOff.named(spans, "chat chat", 1).get(0).attributes())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.cache_read.input_tokens", 8L);
    assertThat(ContentOff.named(spans, "chat eu.anthropic.claude-haiku-4-5-v1:0", 2))
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("gen_ai.usage.input_tokens", 21L)
                    .containsEntry("gen_ai.usage.output_tokens", 9L)
                    .containsEntry("treeline.decision.chosen", List.of("lookup_order")));
    assertThat(ContentOff.named(spans, "text_completion meta.llama3-8b-instruct-v1:0", 2))
        .allSatisfy(
            span -> assertThat(span.attributes()).containsEntry("gen_ai.usage.output_tokens", 9L));
  }
}
