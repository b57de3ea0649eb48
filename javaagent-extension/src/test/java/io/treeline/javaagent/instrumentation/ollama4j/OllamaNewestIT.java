package io.treeline.javaagent.instrumentation.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class OllamaNewestIT extends OllamaContract {

  private static final String VERSION = "1.1.6";

  OllamaNewestIT() {
    super(OllamaNewestProgram.class, VERSION);
  }

  @Override
  boolean streamsAlways() {
    return false;
  }

  @Test
  void parameters_given_areOnTheSpan() {
    assertThat(receiver.span("chat stream").attributesWithoutThread())
        .containsEntry("gen_ai.request.temperature", 0.5)
        .containsEntry("gen_ai.request.top_p", 0.9)
        .containsEntry("gen_ai.request.top_k", 7L)
        .containsEntry("gen_ai.request.seed", 3L)
        .containsEntry("gen_ai.request.max_tokens", 100L)
        .containsEntry("gen_ai.request.stop_sequences", List.of("END"))
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief.\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    assertThat(receiver.span("text_completion generate").attributesWithoutThread())
        .containsEntry("gen_ai.request.reasoning.level", "high")
        .containsEntry(
            "gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]");
  }

  @Test
  void callback_ofTheApplication_isNoPartOfTheCall() {
    assertThat(seen).contains("SEEN callback: Hello from nested");
    assertThat(receiver.span("chat nested").parentSpanId())
        .isNotEqualTo(receiver.span("chat callback").spanId());
  }

  @Test
  void agent_spokenToTwice_isOneSessionWithItsName() {
    List<ReceivedSpan> runs = receiver.spans("invoke_agent order-agent");

    assertThat(runs).hasSize(2);
    assertThat(runs)
        .extracting(run -> run.attribute("session.id"))
        .doesNotContainNull()
        .containsOnly(runs.get(0).attribute("session.id"));
    assertThat(runs.get(0).attributesWithoutThread())
        .containsEntry("treeline.session.id_source", "framework")
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Where is A-17?\"}]}]");
    assertThat(receiver.spans("chat tools-agent"))
        .allSatisfy(
            call ->
                assertThat(call.attribute("session.id"))
                    .isEqualTo(runs.get(0).attribute("session.id")));
  }

  @Test
  void generateAsync_refused_isTheSpansError() {
    ReceivedSpan span = receiver.span("text_completion error-async");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.attributesWithoutThread())
        .containsEntry("error.type", "400")
        .containsEntry("http.response.status_code", 400L)
        .containsEntry("treeline.stream.end", "error");
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    List<ReceivedSpan> spans =
        ContentOff.run(
            AgentJvm.builder(OllamaNewestProgram.class)
                .libraries("io.github.ollama4j:ollama4j:" + VERSION)
                .arguments(server.url()),
            "Hello",
            "Be brief",
            "A-17",
            "look it up",
            "Looks",
            "Where");

    assertThat(ContentOff.named(spans, "chat tools", 2).get(0).attributes())
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("gen_ai.usage.input_tokens", 21L);
  }
}
