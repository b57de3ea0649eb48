package io.treeline.javaagent.instrumentation.springai;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** What OpenAI's library makes of the interrupted thread depends on how far it has come. */
  @Override
  @Test
  protected void async_cancelled_endsWithThat() {
    assertThat((String) receiver.span("chat slow-cancelled").attribute("error.type"))
        .startsWith("com.openai.errors.");
  }
}
