package io.treeline.javaagent.instrumentation.koog;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class KoogNewestIT extends KoogContract {

  KoogNewestIT() {
    super("1.1.1");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans;
    try (ScriptedModel model = scripted()) {
      spans =
          ContentOff.run(
              program(model), "A-17", "Be brief", "Looks an order", "Refunded", "Hello there");
    }

    assertThat(ContentOff.named(spans, "chat orders", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
    assertThat(spans).extracting(ReceivedSpan::name).contains("execute_tool lookup_order");
  }
}
