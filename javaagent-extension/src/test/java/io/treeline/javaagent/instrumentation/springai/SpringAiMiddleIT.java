package io.treeline.javaagent.instrumentation.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last version of 1.x. */
class SpringAiMiddleIT extends SpringAiContract {
  SpringAiMiddleIT() {
    super("1.1.8", "1.1.8");
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  /** Its stream is always one element behind. */
  @Override
  protected String textBeforeBreak() {
    return "Hello";
  }

  @Override
  protected String cancellation() {
    return "org.springframework.web.client.ResourceAccessException";
  }

  @Test
  void contentOffAndHeadersKeptHome_nothingOfBothIsSent() throws Exception {
    try (LoopbackModelServer fresh = LoopbackModelServer.start()) {
      List<ReceivedSpan> spans =
          ContentOff.run(
              program()
                  .property("server", fresh.baseUrl())
                  .property("treeline.helicone.strip-headers", "true"),
              "Hello from",
              "A-17",
              "Be brief",
              "I will look",
              "shipped",
              "two days");

      for (String model : List.of("headers", "headers-stream")) {
        assertThat(fresh.requests(model)).hasSize(1);
        assertThat(fresh.requests(model).get(0).headers().keySet())
            .noneMatch(name -> name.startsWith("Helicone-"));
        assertThat(ContentOff.named(spans, "chat " + model, 1).get(0).attributes())
            .containsEntry("session.id", "h-1");
      }
    }
  }
}
