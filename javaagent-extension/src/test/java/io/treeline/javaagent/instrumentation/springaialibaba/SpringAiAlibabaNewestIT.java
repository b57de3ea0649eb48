package io.treeline.javaagent.instrumentation.springaialibaba;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class SpringAiAlibabaNewestIT extends SpringAiAlibabaContract {

  SpringAiAlibabaNewestIT() {
    super(
        "com.alibaba.cloud.ai:spring-ai-alibaba-agent-framework:1.1.2.2",
        "org.springframework.ai:spring-ai-openai:1.1.2",
        "com.fasterxml.jackson.core:jackson-core:2.19.4");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans;
    try (ScriptedModel model = scripted()) {
      spans =
          ContentOff.run(
              program(model), "A-17", "Be brief", "Looks an order", "A draft", "Refunded");
    }

    assertThat(ContentOff.named(spans, "chat orders", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
    assertThat(spans).extracting(ReceivedSpan::name).contains("execute_tool lookup_order");
  }
}
