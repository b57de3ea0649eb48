package io.treeline.javaagent.instrumentation.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.LoopbackHttp;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class DashScopeNewestIT extends DashScopeContract {
  DashScopeNewestIT() {
    super("2.22.13");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    try (LoopbackHttp fresh = DashScopeServer.start()) {
      List<ReceivedSpan> spans =
          ContentOff.run(
              program(fresh).property("treeline.helicone.strip-headers", "true"),
              "Hello",
              "Be brief",
              "A-17",
              "look it up",
              "Looks",
              "shipped",
              "What is");

      assertThat(ContentOff.named(spans, "chat tools", 2).get(0).attributes())
          .containsEntry("treeline.decision.offered", List.of("lookup_order"))
          .containsEntry("gen_ai.usage.input_tokens", 21L);
      ContentOff.named(spans, "execute_tool lookup_order", 1);
      assertThat(ContentOff.named(spans, "chat headers", 1).get(0).attributes())
          .containsEntry("session.id", "h-1");
      assertThat(fresh.requests())
          .isNotEmpty()
          .allSatisfy(
              request ->
                  assertThat(request.headers().keySet())
                      .noneMatch(name -> name.startsWith("Helicone-")));
    }
  }
}
