package io.treeline.javaagent.instrumentation.springai;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The newest supported version, whose models are on OpenAI's own library. */
class SpringAiNewestIT extends SpringAiContract {
  SpringAiNewestIT() {
    super("2.0.1", "2.0.0");
  }

  @Override
  protected Map<String, Object> ownChatAttributes() {
    return Map.of("openai.api.type", "chat_completions");
  }

  @Override
  protected boolean asksForStreamUsage() {
    return true;
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        spansWithoutContent(
            "Hello from",
            "A-17",
            "Be brief",
            "I will look",
            "Looks an order",
            "shipped",
            "knight",
            "images.example",
            "How long",
            "two days");

    assertThat(ContentOff.named(spans, "chat tools-agent", 2))
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("gen_ai.usage.input_tokens", 21L)
                    .containsEntry("session.id", "c-1"));
    assertThat(ContentOff.named(spans, "retrieval in-memory-map", 1).get(0).attributes())
        .containsEntry("gen_ai.retrieval.top_k", 3L);
  }

  /**
   * A thread that is interrupted while it reads goes on reading: OpenAI's library gives up or is
   * answered all the same, depending on how far it has come.
   */
  @Override
  @Test
  protected void async_cancelled_endsWithThat() {
    ReceivedSpan span = receiver.span("chat slow-cancelled");
    String error = (String) span.attribute("error.type");

    if (error == null) {
      assertThat(span.attribute("gen_ai.output.messages"))
          .isEqualTo(answer("Hello from slow-cancelled"));
    } else {
      assertThat(error).startsWith("com.openai.errors.");
    }
  }
}
