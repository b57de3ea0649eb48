package io.treeline.javaagent.instrumentation.stainless.openai;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** APIs and ways to call beyond the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiApisIT {

  private LoopbackModelServer server;
  private OtlpTestReceiver receiver;
  private String output;

  @BeforeAll
  void runProgram() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        program().property("treeline.agent.report", "true").exportTo(receiver).start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void start_saysWhichInstrumentationsAreOnAndWhichLibraryWasFound() {
    assertThat(output)
        .containsOnlyOnce(
            "Treeline traces AI libraries as they are used; of the OpenTelemetry agent's own"
                + " instrumentations those for context, HTTP and JDBC are on")
        .containsOnlyOnce("Treeline instruments openai: openai-java-core-4.101.0.jar");
  }

  @Test
  void report_countsEverySpanByScopeAndKind() {
    List<String> report = output.substring(output.indexOf("Treeline report")).lines().toList();
    long chats =
        receiver.spans().stream()
            .filter(span -> "chat".equals(span.attribute("gen_ai.operation.name")))
            .count();

    assertThat(report)
        .contains(
            "    openai: instrumented, openai-java-core-4.101.0.jar",
            "    io.treeline.openai, chat: " + chats,
            "    treeline.agent.instrumentation: agents",
            "    otel.exporter.otlp.endpoint: " + receiver.endpoint(),
            "  tracing failures: none")
        .anyMatch(line -> line.startsWith("    not used: ") && line.contains("langchain4j-models"));
  }

  @Test
  void responses_answered_isAChatSpan() {
    assertThat(receiver.span("chat responses").attributesWithoutThread())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry("gen_ai.operation.name", "chat"),
                entry("gen_ai.provider.name", "openai"),
                entry("gen_ai.request.model", "responses"),
                entry("gen_ai.response.id", "resp_responses"),
                entry("gen_ai.response.model", "responses-2026"),
                entry("gen_ai.response.finish_reasons", List.of("stop")),
                entry("gen_ai.usage.input_tokens", 21L),
                entry("gen_ai.usage.output_tokens", 9L),
                entry("gen_ai.usage.cache_read.input_tokens", 8L),
                entry("gen_ai.usage.reasoning.output_tokens", 4L),
                entry(
                    "gen_ai.system_instructions",
                    "[{\"type\":\"text\",\"content\":\"Be brief.\"}]"),
                entry(
                    "gen_ai.input.messages",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"),
                entry("gen_ai.output.messages", answer("Hello from responses")),
                entry("openai.api.type", "responses"),
                entry("openai.response.service_tier", "default"),
                entry("openinference.span.kind", "LLM"),
                entry("server.address", "127.0.0.1"),
                entry("server.port", (long) server.port())));
    assertThat(receiver.span("chat responses-async").attribute("gen_ai.output.messages"))
        .isEqualTo(answer("Hello from responses-async"));
  }

  @Test
  void responses_streamed_endsWithTheWholeAnswer() {
    assertThat(receiver.span("chat responses-stream").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.output.messages", answer("Hello from responses-stream"))
        .containsKey("gen_ai.response.time_to_first_chunk");
  }

  @Test
  void responses_continuedById_stayInTheSessionOfTheFirst() {
    List<ReceivedSpan> calls = receiver.spans("chat tools-responses");

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).attributesWithoutThread())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry("treeline.decision.rationale", "An order id.");
    assertThat(calls.get(1).attributesWithoutThread())
        .containsEntry("gen_ai.request.previous_response.id", "resp_tools-responses")
        .containsEntry("session.id", calls.get(0).traceId())
        .containsEntry("treeline.session.id_source", "framework");
    ReceivedSpan tool =
        receiver.spans("execute_tool lookup_order").stream()
            .filter(span -> "call_tools-responses".equals(span.attribute("gen_ai.tool.call.id")))
            .findFirst()
            .orElseThrow();
    assertThat(tool.attributesWithoutThread())
        .containsEntry("treeline.inferred", true)
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\"}")
        .containsEntry("gen_ai.tool.call.result", "{\"result\":\"shipped\"}");
  }

  @Test
  void embeddings_answered_haveTheirOwnSpan() {
    for (String model : List.of("vectors", "vectors-async")) {
      assertThat(receiver.span("embeddings " + model).attributesWithoutThread())
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  entry("gen_ai.operation.name", "embeddings"),
                  entry("gen_ai.provider.name", "openai"),
                  entry("gen_ai.request.model", model),
                  entry("gen_ai.response.model", model + "-2026"),
                  entry("gen_ai.embeddings.dimension.count", 3L),
                  // What the library asks for by itself.
                  entry("gen_ai.request.encoding_formats", List.of("base64")),
                  entry("gen_ai.usage.input_tokens", 5L),
                  entry("openinference.span.kind", "EMBEDDING"),
                  entry("server.address", "127.0.0.1"),
                  entry("server.port", (long) server.port())));
    }
  }

  @Test
  void completion_answered_isATextCompletion() {
    assertThat(receiver.span("text_completion legacy").attributesWithoutThread())
        .containsEntry("gen_ai.operation.name", "text_completion")
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.output.messages", answer("Hello from legacy"));
  }

  @Test
  void completion_streamed_endsWithTheWholeText() {
    assertThat(receiver.span("text_completion legacy-stream").attributesWithoutThread())
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.response.id", "cmpl-legacy-stream")
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.output.messages", answer("Hello from legacy-stream"))
        .containsKey("gen_ai.response.time_to_first_chunk");
  }

  @Test
  void toolChosen_inAStream_isADecision() {
    assertThat(receiver.span("chat tools-stream").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .containsEntry("treeline.decision.type", "tool_select")
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"id\":\"call_tools-stream\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"I will look it up.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"call_tools-stream\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\"}}],\"finish_reason\":\"tool_call\"}]");
  }

  @Test
  void everyWayToCall_isOneSpan() {
    for (String model : List.of("raw", "options", "structured", "constructed")) {
      assertThat(receiver.span("chat " + model).attribute("gen_ai.output.messages"))
          .isEqualTo(answer("Hello from " + model));
    }
    assertThat(receiver.span("chat unparsed").attribute("gen_ai.response.id")).isNull();
    assertThat(receiver.span("chat options").attribute("session.id")).isEqualTo("h-2");
    assertThat(output).contains("status 200 req_1").contains("same true chatcmpl-raw");
  }

  @Test
  void contentOff_capturesNoneAndStripsHeadersWhenTold() throws IOException {
    try (OtlpTestReceiver spans = OtlpTestReceiver.start();
        LoopbackModelServer models = LoopbackModelServer.start();
        AgentJvm jvm =
            program()
                .exportTo(spans)
                .property("server", models.baseUrl())
                .property("treeline.helicone.strip-headers", "true")
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
                .start()) {
      jvm.awaitSuccess();

      for (ReceivedSpan span : spans.spans()) {
        assertThat(span.proto().toString())
            .doesNotContain("\"Hi\"")
            .doesNotContain("Hello")
            .doesNotContain("Be brief")
            .doesNotContain("Looks an order up")
            .doesNotContain("A-17")
            .doesNotContain("shipped")
            .doesNotContain("look it up");
      }
      assertThat(spans.spans("chat tools").get(0).attributesWithoutThread())
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  entry("gen_ai.operation.name", "chat"),
                  entry("gen_ai.provider.name", "openai"),
                  entry("gen_ai.request.model", "tools"),
                  entry("gen_ai.response.id", "chatcmpl-tools"),
                  entry("gen_ai.response.model", "tools-2026"),
                  entry("gen_ai.response.finish_reasons", List.of("tool_calls")),
                  entry("gen_ai.usage.input_tokens", 21L),
                  entry("gen_ai.usage.output_tokens", 9L),
                  entry("gen_ai.usage.cache_read.input_tokens", 8L),
                  entry("gen_ai.usage.reasoning.output_tokens", 4L),
                  entry("treeline.decision.type", "tool_select"),
                  entry("treeline.decision.offered", List.of("lookup_order")),
                  entry("treeline.decision.chosen", List.of("lookup_order")),
                  entry("openai.api.type", "chat_completions"),
                  entry("openai.response.service_tier", "default"),
                  entry("openai.response.system_fingerprint", "fp_1"),
                  entry("openinference.span.kind", "LLM"),
                  entry("server.address", "127.0.0.1"),
                  entry("server.port", (long) models.port())));
      assertThat(spans.spans("execute_tool lookup_order")).hasSize(2);
      assertThat(spans.span("chat stream").attribute("gen_ai.response.time_to_first_chunk"))
          .isNotNull();
      assertThat(spans.span("chat headers").attribute("session.id")).isEqualTo("h-1");
      assertThat(models.requests("headers").get(0).headers().keySet())
          .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("helicone"));
    }
  }

  /** Why the agent's own module is off: the contract shows the same program unharmed by ours. */
  @Test
  void upstreamsModule_switchedOn_throwsWhenAStreamIsClosedEarly() throws IOException {
    try (LoopbackModelServer models = LoopbackModelServer.start();
        AgentJvm ours =
            program()
                .property("server", models.baseUrl())
                .property("otel.traces.exporter", "none")
                .arguments("early")
                .start();
        AgentJvm upstreams =
            program()
                .property("server", models.baseUrl())
                .property("otel.traces.exporter", "none")
                .property("treeline.instrumentation.openai.enabled", "false")
                .property("otel.instrumentation.openai.enabled", "true")
                .property("otel.instrumentation.openai-java.enabled", "true")
                .property("otel.instrumentation.openai-java-1.1.enabled", "true")
                .arguments("early")
                .start()) {
      assertThat(ours.awaitSuccess().output()).contains("closed");
      assertThat(upstreams.awaitSuccess().output())
          .contains("threw com.openai.errors.OpenAIInvalidDataException");
    }
  }

  private AgentJvm.Builder program() {
    return AgentJvm.builder(OpenAiApisProgram.class)
        .libraries("com.openai:openai-java:4.101.0")
        .treelineApi()
        .property("server", server.baseUrl());
  }
}
