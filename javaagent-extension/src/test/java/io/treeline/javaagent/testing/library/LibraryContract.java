package io.treeline.javaagent.testing.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every model library's instrumentation does. A subclass names the library, a version and the
 * attributes in which libraries differ.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LibraryContract {

  protected LoopbackModelServer server;
  protected OtlpTestReceiver receiver;
  private List<String> seen;

  /** Implementation of {@link LibraryScenarios}. */
  protected abstract Class<? extends LibraryScenarios> scenarios();

  /** {@code group:artifact:version} each. */
  protected abstract String[] libraries();

  /** All attributes of the span of {@code chat}, but for {@code thread.*}. */
  protected abstract Map<String, Object> chatAttributes();

  /** Request parameters on the span of {@code parameters}. */
  protected abstract Map<String, Object> requestParameters();

  @BeforeAll
  void runScenarios() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program().exportTo(receiver).start()) {
      seen = seenIn(jvm.awaitSuccess().output());
    }
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void application_withAndWithoutAgent_seesTheSame() throws IOException {
    try (LoopbackModelServer fresh = LoopbackModelServer.start();
        AgentJvm jvm = program().withoutAgent().property("server", fresh.baseUrl()).start()) {
      assertThat(seen).containsExactlyElementsOf(seenIn(jvm.awaitSuccess().output()));
    }
  }

  @Test
  void chat_answered_isOneSpanWithExactlyTheConventionsAttributes() {
    ReceivedSpan span = receiver.span("chat chat");

    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(attributes(span)).containsExactlyInAnyOrderEntriesOf(chatAttributes());
    assertThat(server.requests("chat")).hasSize(1);
  }

  @Test
  void parameters_given_areOnTheSpan() {
    Map<String, Object> attributes = attributes(receiver.span("chat parameters"));

    assertThat(attributes).containsAllEntriesOf(requestParameters());
    assertThat((String) attributes.get("gen_ai.input.messages"))
        .isEqualTo(
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief.\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
  }

  @Test
  void toolChosen_isADecisionOnItsSpan() {
    ReceivedSpan choice = receiver.spans("chat tools").get(0);

    assertThat(attributes(choice))
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .containsEntry("treeline.decision.type", "tool_select")
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"id\":\"call_tools\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\",\"password\":\"[masked]\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.");
    assertThat((String) choice.attribute("gen_ai.tool.definitions"))
        .startsWith(
            "[{\"type\":\"function\",\"name\":\"lookup_order\","
                + "\"description\":\"Looks an order up\",\"parameters\":{");
  }

  @Test
  void toolRunByHand_isInferredBetweenTheCalls() {
    List<ReceivedSpan> calls = receiver.spans("chat tools");
    ReceivedSpan tool = receiver.span("execute_tool lookup_order");

    assertThat(calls).hasSize(2);
    assertThat(attributes(tool))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", "lookup_order",
                "gen_ai.tool.type", "function",
                "gen_ai.tool.call.id", "call_tools",
                "gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\",\"password\":\"[masked]\"}",
                "gen_ai.tool.call.result", "{\"status\":\"shipped\"}",
                "openinference.span.kind", "TOOL",
                "treeline.inferred", true));
    assertThat(tool.kind()).isEqualTo("INTERNAL");
    assertThat(tool.proto().getStartTimeUnixNano())
        .isEqualTo(calls.get(0).proto().getEndTimeUnixNano());
    assertThat(tool.proto().getEndTimeUnixNano())
        .isEqualTo(calls.get(1).proto().getStartTimeUnixNano());
    assertThat(tool.proto().getLinks(0).getSpanId()).isEqualTo(calls.get(0).proto().getSpanId());
    assertThat(tool.parentSpanId()).isEqualTo(calls.get(0).spanId());
  }

  @Test
  void stream_drained_hasUsageTextAndTimeToFirstChunk() {
    Map<String, Object> attributes = attributes(receiver.span("chat stream-drained"));

    assertThat(attributes)
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.output.messages", answer("Hello from stream-drained", "stop"));
    assertThat((Double) attributes.get("gen_ai.response.time_to_first_chunk")).isPositive();
  }

  @Test
  void stream_drainedNotClosed_endsAsDrainedWithoutUsage() {
    assertThat(attributes(receiver.span("chat stream-unclosed")))
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.output.messages", answer("Hello from stream-unclosed", "stop"))
        .doesNotContainKey("gen_ai.usage.input_tokens");
  }

  @Test
  void stream_closedEarly_keepsWhatArrived() {
    ReceivedSpan span = receiver.span("chat hanging-closed");

    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(attributes(span))
        .containsEntry("treeline.stream.end", "closed_early")
        .doesNotContainKey("gen_ai.response.finish_reasons");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello");
  }

  @Test
  void stream_brokenMidway_isAnErrorWithWhatArrived() {
    ReceivedSpan span = receiver.span("chat broken");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(attributes(span))
        .containsEntry("treeline.stream.end", "error")
        .containsKey("error.type");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello from");
  }

  @Test
  void stream_abandoned_endsAllTheSame() {
    ReceivedSpan span = receiver.span("chat hanging-abandoned");

    assertThat(span.attribute("treeline.stream.end")).isEqualTo("abandoned");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello");
  }

  @Test
  void async_answered_isOneSpan() {
    assertThat(receiver.span("chat async").attribute("gen_ai.output.messages"))
        .isEqualTo(answer("Hello from async", "stop"));
    assertThat(attributes(receiver.span("chat async-stream")))
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.output.messages", answer("Hello from async-stream", "stop"));
  }

  @Test
  void async_cancelled_endsWithThat() {
    assertThat(receiver.span("chat slow-cancelled").attribute("error.type"))
        .isEqualTo("java.util.concurrent.CancellationException");
  }

  @Test
  void errorBody_isTheSpansErrorWithoutCredentials() {
    for (String model : List.of("error", "error-async")) {
      ReceivedSpan span = receiver.span("chat " + model);

      assertThat(span.status()).isEqualTo("ERROR");
      assertThat((String) span.attribute("error.type")).isNotBlank();
      assertThat(span.proto().getStatus().getMessage())
          .contains("[masked]")
          .doesNotContain("sk-aaaa");
      assertThat(span.proto().toString()).doesNotContain("sk-aaaa");
      assertThat(span.events()).extracting(ReceivedSpan.ReceivedEvent::name).contains("exception");
    }
  }

  @Test
  void timeout_isTheSpansError() {
    ReceivedSpan span = receiver.span("chat slow-timeout");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat((String) span.attribute("error.type")).isNotBlank();
  }

  @Test
  void retried_isOneSpanWithTheAttempt() {
    for (String model : List.of("flaky", "flaky-async")) {
      ReceivedSpan span = receiver.span("chat " + model);

      assertThat(server.requests(model)).hasSize(2);
      assertThat(span.status()).isEqualTo("UNSET");
      assertThat(span.attribute("http.request.resend_count")).isEqualTo(1L);
      assertThat(span.events()).hasSize(1);
      assertThat(span.events().get(0).name()).isEqualTo("treeline.retry");
      assertThat(span.events().get(0).attributes())
          .containsEntry("treeline.retry.attempt", 1L)
          .containsEntry("treeline.retry.reason", "429")
          .containsKey("treeline.retry.backoff_millis");
    }
  }

  @Test
  void concurrentIdenticalCalls_areASpanEach() {
    List<ReceivedSpan> spans = receiver.spans("chat concurrent");

    assertThat(spans).hasSize(ScenarioRunner.CONCURRENT_CALLS);
    assertThat(spans).extracting(ReceivedSpan::spanId).doesNotHaveDuplicates();
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(span.attribute("gen_ai.output.messages"))
                    .isEqualTo(answer("Hello from concurrent", "stop")));
  }

  @Test
  void session_ofTheCaller_isOnCallsAndInCallbacks() {
    for (String model : List.of("session", "callback", "nested")) {
      assertThat(attributes(receiver.span("chat " + model)))
          .containsEntry("session.id", "s-1")
          .containsEntry("treeline.session.id_source", "api")
          .containsEntry("treeline.session.name", "Contract")
          .containsEntry("treeline.session.path", "/contract")
          .containsEntry("user.id", "u-1")
          .containsEntry("treeline.property.k", "v");
    }
    ReceivedSpan outer = receiver.span("chat callback");
    assertThat(receiver.span("chat nested").parentSpanId()).isNotEqualTo(outer.spanId());
  }

  @Test
  void sessionHeaders_areHonouredAndSent() {
    assertThat(attributes(receiver.span("chat headers")))
        .containsEntry("session.id", "h-1")
        .containsEntry("treeline.session.id_source", "header")
        .containsEntry("treeline.session.name", "Headers")
        .containsEntry("treeline.session.path", "/by/header")
        .containsEntry("user.id", "u-9")
        .containsEntry("treeline.property.plan", "pro");
    assertThat(server.requests("headers").get(0).headers().getFirst("Helicone-Session-Id"))
        .isEqualTo("h-1");
  }

  protected AgentJvm.Builder program() {
    return AgentJvm.builder(ScenarioRunner.class)
        .libraries(libraries())
        .treelineApi()
        .property("server", server.baseUrl())
        .property("treeline.stream.idle-limit", "5s")
        .arguments(scenarios().getName());
  }

  /** Attributes in order of key, without those of the thread. */
  protected static Map<String, Object> attributes(ReceivedSpan span) {
    Map<String, Object> attributes = new TreeMap<>(span.attributes());
    attributes.keySet().removeIf(key -> key.startsWith("thread."));
    return attributes;
  }

  /** The one output message of a text. */
  protected static String answer(String text, String finishReason) {
    return "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text
        + "\"}],\"finish_reason\":\""
        + finishReason
        + "\"}]";
  }

  private static List<String> seenIn(String output) {
    return output.lines().filter(line -> line.startsWith("SEEN ")).toList();
  }
}
