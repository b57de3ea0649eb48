package io.treeline.javaagent.instrumentation.springai.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@link DeskApplication} under the one flag. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringBootIT {

  private OtlpTestReceiver receiver;
  private String output;

  @BeforeAll
  void run() throws IOException {
    receiver = OtlpTestReceiver.start();
    try (LoopbackModelServer server = LoopbackModelServer.start();
        AgentJvm jvm =
            AgentJvm.builder(DeskApplication.class)
                .libraries(
                    "org.springframework.ai:spring-ai-starter-model-openai:2.0.1",
                    // Which the BOM of Spring Boot chooses for applications.
                    "com.fasterxml.jackson.core:jackson-annotations:2.21")
                .property("spring.main.web-application-type", "none")
                .property("spring.main.banner-mode", "off")
                .property("spring.ai.openai.base-url", server.baseUrl())
                .property("spring.ai.openai.api-key", "none")
                .property("spring.ai.tools.limits.max-total-tool-calls", "2")
                .arguments("--spring.ai.openai.chat.model=tools-boot")
                .exportTo(receiver)
                .start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  @Test
  void application_seesItsAnswers() {
    assertThat(output.lines().filter(line -> line.startsWith("SEEN ")))
        .containsExactly(
            "SEEN Hello from tools-boot",
            "SEEN Total tool call limit (2) exceeded for this turn. "
                + "No further tool calls are allowed.");
  }

  @Test
  void conversation_isOneTreeInItsSession() {
    List<ReceivedSpan> trace = session("customer-42");
    ReceivedSpan agent = named(trace, "invoke_agent SupportDesk", 1).get(0);
    List<ReceivedSpan> requests = named(trace, "chat tools-boot", 2);
    ReceivedSpan tool = named(trace, "execute_tool lookup_order", 1).get(0);

    assertThat(agent.attributes())
        .containsEntry("gen_ai.agent.name", "SupportDesk")
        .containsEntry("treeline.agent.stop_reason", "final_answer")
        .containsEntry("gen_ai.output.messages", ExpectedChat.answer("Hello from tools-boot"));
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThat(request.attributes()).containsEntry("gen_ai.usage.input_tokens", 21L));
    assertThat(tool.attributes())
        .containsEntry("gen_ai.tool.call.id", "call_tools-boot")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"shipped\"}");
    assertThat(trace).extracting(ReceivedSpan::traceId).containsOnly(agent.traceId());
  }

  @Test
  void limitOfToolCalls_reached_endsTheAgentWithTheCallThatWasRefused() {
    List<ReceivedSpan> trace = session("customer-43");
    ReceivedSpan agent = named(trace, "invoke_agent SupportDesk", 1).get(0);
    List<ReceivedSpan> tools = named(trace, "execute_tool lookup_order", 3);

    named(trace, "chat endless-boot", 3);
    assertThat(agent.attribute("treeline.agent.stop_reason")).isEqualTo("max_iterations");
    assertThat(tools)
        .extracting(ReceivedSpan::status)
        .containsExactlyInAnyOrder("UNSET", "UNSET", "ERROR");
    assertThat(tools)
        .filteredOn(tool -> tool.status().equals("ERROR"))
        .extracting(tool -> (String) tool.attribute("error.type"))
        .allSatisfy(type -> assertThat(type).endsWith("ToolCallLimitExceededException"));
  }

  private List<ReceivedSpan> session(String id) {
    return receiver.spans().stream()
        .filter(span -> id.equals(span.attribute("session.id")))
        .toList();
  }

  private static List<ReceivedSpan> named(List<ReceivedSpan> spans, String name, int count) {
    List<ReceivedSpan> named = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(named).as(name).hasSize(count);
    return named;
  }
}
