package io.treeline.javaagent.instrumentation.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@link LangChain4jScenarios} under the agent's jar, told to capture no content and to keep the
 * session's headers home.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LangChain4jContentOffIT {

  private static final List<String> CONTENT =
      List.of("Be brief", "Hello", "order", "on its way", "noon", "Where", "one two three");

  private OtlpTestReceiver receiver;
  private ScriptedModel model;

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    model = ScriptedModel.start();
    LangChain4jContract.script(model);
    try (AgentJvm jvm =
        AgentJvm.builder(LangChain4jScenarios.class)
            .libraries(
                "dev.langchain4j:langchain4j:1.19.0", "dev.langchain4j:langchain4j-open-ai:1.19.0")
            .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
            .property("treeline.helicone.strip-headers", "true")
            .arguments(model.baseUrl())
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stop() {
    model.close();
    receiver.close();
  }

  @Test
  void spans_holdNoContent() {
    assertThat(receiver.spans("chat desk")).hasSize(2);
    for (ReceivedSpan span : receiver.spans()) {
      String attributes = span.attributes().values().toString();
      assertThat(CONTENT).as(span.name()).noneMatch(attributes::contains);
    }
  }

  @Test
  void decision_stillTellsWhatWasOfferedAndChosen() {
    ReceivedSpan choice =
        receiver.spans("chat desk").stream()
            .filter(span -> span.attribute("treeline.decision.type") != null)
            .findFirst()
            .orElseThrow();

    assertThat(choice.attribute("treeline.decision.offered")).isEqualTo(List.of("lookup"));
    assertThat(choice.attribute("treeline.decision.chosen")).isEqualTo(List.of("lookup"));
    assertThat(choice.attribute("treeline.decision.arguments")).isNull();
  }

  @Test
  void sessionHeaders_stayHomeAndStillCount() {
    assertThat(model.headers("plain").get(0).keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("helicone-"));
    assertThat(receiver.span("chat plain").attribute("session.id")).isEqualTo("from-header");
  }
}
