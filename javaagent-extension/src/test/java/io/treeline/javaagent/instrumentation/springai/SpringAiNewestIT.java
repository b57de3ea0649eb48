package io.treeline.javaagent.instrumentation.springai;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ReceivedSpan;
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
