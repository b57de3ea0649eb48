package io.treeline.javaagent.testing.library;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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

  /** What the span of {@code chat} has and not every library tells; may be empty. */
  protected Map<String, Object> ownChatAttributes() {
    return Map.of();
  }

  /** {@code gen_ai.operation.name} of all calls. */
  protected String operation() {
    return "chat";
  }

  /** {@code gen_ai.provider.name} of all calls. */
  protected String provider() {
    return "openai";
  }

  /** All attributes of the span of {@code chat}, but for those of the thread. */
  protected Map<String, Object> expectedChat() {
    Map<String, Object> expected = ExpectedChat.answered("chat", server.port());
    expected.put("gen_ai.provider.name", provider());
    expected.putAll(ownChatAttributes());
    return expected;
  }

  /** What the span of {@code parameters} says of them. */
  protected Map<String, Object> expectedParameters() {
    return Map.of(
        "gen_ai.request.temperature",
        0.5,
        "gen_ai.request.top_p",
        0.9,
        "gen_ai.request.max_tokens",
        100L,
        "gen_ai.request.frequency_penalty",
        0.1,
        "gen_ai.request.presence_penalty",
        0.2,
        "gen_ai.request.seed",
        7L,
        "gen_ai.request.stop_sequences",
        List.of("END"),
        "user.id",
        "u-7");
  }

  /** The provider's words for an answer that came to its end, and for one that chose a tool. */
  protected FinishReasons finishReasons() {
    return new FinishReasons("stop", "tool_calls");
  }

  /** The model an answer says it is of; null when the wire has no place for it. */
  protected @Nullable String responseModel(String model) {
    return model + "-2026";
  }

  /**
   * See {@link #finishReasons()}.
   *
   * @param stop of an answer that came to its end
   * @param toolCall of one that chose a tool
   */
  public record FinishReasons(String stop, String toolCall) {}

  /** Whether the library asks for the usage of a stream where the application does not. */
  protected boolean asksForStreamUsage() {
    return false;
  }

  /** Whether the library tells the system's messages from the others. */
  protected boolean separatesSystemMessages() {
    return false;
  }

  /** How a stream ends that the application gives up; null when the library has no way to. */
  protected @Nullable String closedEarlyEnding() {
    return "closed_early";
  }

  /** What the application has of a stream that breaks after "Hello from". */
  protected String textBeforeBreak() {
    return "Hello from";
  }

  /** Whether the library gives up waiting when it was told to. */
  protected boolean timesOut() {
    return true;
  }

  /** Whether the library tries a call again that was refused for now. */
  protected boolean retries() {
    return true;
  }

  /**
   * {@code error.type} of a call that the application gives up; null when the library goes on with
   * it.
   */
  protected @Nullable String cancellation() {
    return "java.util.concurrent.CancellationException";
  }

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
        AgentJvm jvm =
            program()
                .withoutAgent()
                .property("server", fresh.baseUrl())
                .property("linger.millis", "0")
                .start()) {
      assertThat(seen).containsExactlyElementsOf(seenIn(jvm.awaitSuccess().output()));
    }
  }

  @Test
  void chat_answered_isOneSpanWithExactlyTheConventionsAttributes() {
    ReceivedSpan span = receiver.span(name("chat"));

    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attributesWithoutThread()).containsExactlyInAnyOrderEntriesOf(expectedChat());
    assertThat(server.requests("chat")).hasSize(1);
  }

  @Test
  void parameters_given_areOnTheSpan() {
    Map<String, Object> attributes = receiver.span(name("parameters")).attributesWithoutThread();

    assertThat(attributes).containsAllEntriesOf(expectedParameters());
    String system = "[{\"type\":\"text\",\"content\":\"Be brief.\"}]";
    String user = "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]";
    if (separatesSystemMessages()) {
      assertThat(attributes)
          .containsEntry("gen_ai.system_instructions", system)
          .containsEntry("gen_ai.input.messages", "[" + user);
    } else {
      assertThat(attributes)
          .containsEntry(
              "gen_ai.input.messages", "[{\"role\":\"system\",\"parts\":" + system + "}," + user)
          .doesNotContainKey("gen_ai.system_instructions");
    }
  }

  @Test
  void toolChosen_isADecisionOnItsSpan() {
    ReceivedSpan choice = receiver.spans(name("tools")).get(0);

    assertThat(choice.attributesWithoutThread())
        .containsEntry("gen_ai.response.finish_reasons", List.of(finishReasons().toolCall()))
        .containsEntry("treeline.decision.type", "tool_select")
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"id\":\"call_tools\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\",\"password\":\"[masked]\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"I will look it up.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"call_tools\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\",\"password\":\"[masked]\"}}],"
                + "\"finish_reason\":\"tool_call\"}]");
    assertThat((String) choice.attribute("gen_ai.tool.definitions"))
        .startsWith(
            "[{\"type\":\"function\",\"name\":\"lookup_order\","
                + "\"description\":\"Looks an order up\",\"parameters\":{");
  }

  @Test
  void toolRunByHand_isInferredBetweenTheCalls() {
    List<ReceivedSpan> calls = receiver.spans(name("tools"));
    List<ReceivedSpan> tools =
        receiver.spans("execute_tool lookup_order").stream()
            .filter(span -> "call_tools".equals(span.attribute("gen_ai.tool.call.id")))
            .toList();
    assertThat(tools).hasSize(1);
    ReceivedSpan tool = tools.get(0);

    assertThat(calls).hasSize(2);
    assertThat(tool.attributesWithoutThread())
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
    Map<String, Object> attributes =
        receiver.span(name("stream-drained")).attributesWithoutThread();

    assertThat(attributes)
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.response.finish_reasons", List.of(finishReasons().stop()))
        .containsEntry("gen_ai.output.messages", answer("Hello from stream-drained"));
    assertThat((Double) attributes.get("gen_ai.response.time_to_first_chunk")).isPositive();
  }

  @Test
  void stream_drainedNotClosed_endsAsDrainedWithTheUsageAskedFor() {
    ReceivedSpan span = receiver.span(name("stream-unclosed"));

    assertThat(span.attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.output.messages", answer("Hello from stream-unclosed"));
    assertThat(span.attribute("gen_ai.usage.input_tokens"))
        .isEqualTo(asksForStreamUsage() ? 21L : null);
  }

  @Test
  void stream_closedEarly_keepsWhatArrived() {
    String ending = closedEarlyEnding();
    if (ending == null) {
      assertThat(receiver.spans(name("hanging-closed"))).isEmpty();
      return;
    }
    ReceivedSpan span = receiver.span(name("hanging-closed"));

    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attributesWithoutThread())
        .containsEntry("treeline.stream.end", ending)
        .doesNotContainKey("gen_ai.response.finish_reasons");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello");
  }

  @Test
  void stream_brokenMidway_isAnErrorWithWhatArrived() {
    ReceivedSpan span = receiver.span(name("broken"));

    assertThat(span.attributesWithoutThread())
        .containsEntry("treeline.stream.end", "error")
        .containsKey("error.type");
    assertThat(span.status()).isEqualTo("ERROR");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains(textBeforeBreak());
  }

  @Test
  void stream_abandoned_endsAllTheSame() {
    ReceivedSpan span = receiver.span(name("hanging-abandoned"));

    assertThat(span.attribute("treeline.stream.end")).isEqualTo("abandoned");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello");
  }

  @Test
  void async_answered_isOneSpan() {
    assertThat(receiver.span(name("async")).attribute("gen_ai.output.messages"))
        .isEqualTo(answer("Hello from async"));
    assertThat(receiver.span(name("async-stream")).attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.output.messages", answer("Hello from async-stream"));
  }

  @Test
  protected void async_cancelled_endsWithThat() {
    if (cancellation() == null && receiver.spans(name("slow-cancelled")).isEmpty()) {
      // Given up before the library got to asking.
      assertThat(server.requests("slow-cancelled")).isEmpty();
      return;
    }
    assertThat(receiver.span(name("slow-cancelled")).attribute("error.type"))
        .isEqualTo(cancellation());
  }

  @Test
  void errorBody_isTheSpansErrorWithoutCredentials() {
    for (String model : List.of("error", "error-async")) {
      ReceivedSpan span = receiver.span(name(model));

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
    ReceivedSpan span = receiver.span(name("slow-timeout"));

    if (!timesOut()) {
      assertThat(span.status()).isEqualTo("UNSET");
      return;
    }
    assertThat(span.status()).isEqualTo("ERROR");
    assertThat((String) span.attribute("error.type")).isNotBlank();
  }

  @Test
  void retried_isOneSpanWithTheAttempt() {
    for (String model : List.of("flaky", "flaky-async")) {
      ReceivedSpan span = receiver.span(name(model));

      if (!retries()) {
        assertThat(server.requests(model)).hasSize(1);
        assertThat(span.status()).isEqualTo("ERROR");
        continue;
      }
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
    List<ReceivedSpan> spans = receiver.spans(name("concurrent"));

    assertThat(spans).hasSize(ScenarioRunner.CONCURRENT_CALLS);
    assertThat(spans).extracting(ReceivedSpan::spanId).doesNotHaveDuplicates();
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(span.attribute("gen_ai.output.messages"))
                    .isEqualTo(answer("Hello from concurrent")));
  }

  @Test
  void session_ofTheCaller_isOnCallsAndInCallbacks() {
    for (String model : List.of("session", "callback", "nested")) {
      assertThat(receiver.span(name(model)).attributesWithoutThread())
          .containsEntry("session.id", "s-1")
          .containsEntry("treeline.session.id_source", "api")
          .containsEntry("treeline.session.name", "Contract")
          .containsEntry("treeline.session.path", "/contract")
          .containsEntry("user.id", "u-1")
          .containsEntry("treeline.property.k", "v");
    }
    ReceivedSpan outer = receiver.span(name("callback"));
    assertThat(receiver.span(name("nested")).parentSpanId()).isNotEqualTo(outer.spanId());
  }

  @Test
  void sessionHeaders_areHonouredAndSent() {
    assertThat(receiver.span(name("headers")).attributesWithoutThread())
        .containsEntry("session.id", "h-1")
        .containsEntry("treeline.session.id_source", "header")
        .containsEntry("treeline.session.name", "Headers")
        .containsEntry("treeline.session.path", "/by/header")
        .containsEntry("user.id", "u-9")
        .containsEntry("treeline.property.plan", "pro");
    assertThat(server.requests("headers").get(0).headers().getFirst("Helicone-Session-Id"))
        .isEqualTo("h-1");
  }

  @Test
  void metrics_ofAStream_haveTheValuesOfItsSpan() {
    Map<String, Object> dimensions = dimensions("stream-drained");
    putResponseModel(dimensions, "stream-drained");
    Span span = receiver.span(name("stream-drained")).proto();
    double seconds = (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e9;

    HistogramDataPoint duration =
        receiver.histogram("gen_ai.client.operation.duration", dimensions);
    HistogramDataPoint firstChunk =
        receiver.histogram("gen_ai.client.operation.time_to_first_chunk", dimensions);

    assertThat(duration.getCount()).isEqualTo(1);
    assertThat(duration.getSum()).isCloseTo(seconds, within(0.05));
    assertThat(duration.getExplicitBoundsList())
        .containsExactly(
            0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    assertThat(firstChunk.getCount()).isEqualTo(1);
    assertThat(firstChunk.getSum())
        .isEqualTo(
            receiver.span(name("stream-drained")).attribute("gen_ai.response.time_to_first_chunk"));
    assertThat(tokens(dimensions, "input").getSum()).isEqualTo(21);
    assertThat(tokens(dimensions, "output").getSum()).isEqualTo(9);
  }

  @Test
  void metrics_ofManyCalls_addUp() {
    Map<String, Object> dimensions = dimensions("concurrent");
    putResponseModel(dimensions, "concurrent");
    int calls = ScenarioRunner.CONCURRENT_CALLS;

    assertThat(receiver.histogram("gen_ai.client.operation.duration", dimensions).getCount())
        .isEqualTo(calls);
    assertThat(tokens(dimensions, "input").getCount()).isEqualTo(calls);
    assertThat(tokens(dimensions, "input").getSum()).isEqualTo(21.0 * calls);
    assertThat(tokens(dimensions, "output").getSum()).isEqualTo(9.0 * calls);
    assertThat(receiver.attributesOf("gen_ai.client.operation.time_to_first_chunk"))
        .noneMatch(attributes -> "concurrent".equals(attributes.get("gen_ai.request.model")));
  }

  @Test
  void metrics_ofAFailedCall_haveItsErrorAndNoTokens() {
    Map<String, Object> dimensions = dimensions("error");
    dimensions.put("error.type", receiver.span(name("error")).attribute("error.type"));

    assertThat(receiver.histogram("gen_ai.client.operation.duration", dimensions).getCount())
        .isEqualTo(1);
    assertThat(receiver.attributesOf("gen_ai.client.token.usage"))
        .noneMatch(attributes -> "error".equals(attributes.get("gen_ai.request.model")));
  }

  private String name(String model) {
    return operation() + " " + model;
  }

  private HistogramDataPoint tokens(Map<String, Object> dimensions, String type) {
    Map<String, Object> typed = new TreeMap<>(dimensions);
    typed.put("gen_ai.token.type", type);
    return receiver.histogram("gen_ai.client.token.usage", typed);
  }

  private void putResponseModel(Map<String, Object> dimensions, String model) {
    String answered = responseModel(model);
    if (answered != null) {
      dimensions.put("gen_ai.response.model", answered);
    }
  }

  private Map<String, Object> dimensions(String model) {
    return new TreeMap<>(
        Map.of(
            "gen_ai.operation.name",
            operation(),
            "gen_ai.provider.name",
            provider(),
            "gen_ai.request.model",
            model,
            "server.address",
            "127.0.0.1",
            "server.port",
            (long) server.port()));
  }

  protected AgentJvm.Builder program() {
    return AgentJvm.builder(ScenarioRunner.class)
        .libraries(libraries())
        .treelineApi()
        .property("server", server.baseUrl())
        .property("otel.metrics.exporter", "otlp")
        .property("treeline.stream.idle-limit", "4s")
        .property("linger.millis", "6500")
        .arguments(scenarios().getName());
  }

  /** The spans of one more run, with a server of its own, in which there is no content. */
  protected final List<ReceivedSpan> spansWithoutContent(String... words) throws IOException {
    try (LoopbackModelServer fresh = LoopbackModelServer.start()) {
      return ContentOff.run(program().property("server", fresh.baseUrl()), words);
    }
  }

  private static List<String> seenIn(String output) {
    return output.lines().filter(line -> line.startsWith("SEEN ")).toList();
  }
}
