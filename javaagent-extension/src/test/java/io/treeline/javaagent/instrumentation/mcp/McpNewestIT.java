package io.treeline.javaagent.instrumentation.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class McpNewestIT extends McpContract {

  McpNewestIT() {
    super("2.1.0", false);
  }

  @Override
  List<String> transports() {
    return List.of("stdio", "sse", "streamable");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void elicitation_isAHumanStepUnderTheToolThatAsked(String transport) {
    List<ReceivedSpan> calls = clients(transport, "tools/call confirm");
    ReceivedSpan approved = child(serverOf(calls.get(0)), "elicitation/create");
    ReceivedSpan rejected = child(serverOf(calls.get(1)), "elicitation/create");

    for (ReceivedSpan span : List.of(approved, serverOf(approved))) {
      assertThat(span.attributes())
          .containsEntry("treeline.span.kind", "human")
          .containsEntry("treeline.human.type", "approval")
          .containsEntry("treeline.human.decision", "approved")
          .containsEntry("treeline.output", "{\"sure\":true}");
      assertThat((String) span.attribute("treeline.input")).contains("Refund order 7?");
    }
    for (ReceivedSpan span : List.of(rejected, serverOf(rejected))) {
      assertThat(span.attributes())
          .containsEntry("treeline.human.decision", "rejected")
          .doesNotContainKey("treeline.output");
    }
  }

  @Test
  void statelessServer_hangsUnderItsClient() {
    ReceivedSpan server = serverOf(client("stateless", "tools/call lookup_order"));

    assertThat(server.attribute("network.transport")).isEqualTo("tcp");
    assertThat(children(server)).extracting(ReceivedSpan::name).containsExactly("GET");
    serverOf(client("stateless", "initialize"));
  }

  @Test
  void lazyCall_subscribedTwice_isTwoSpans() {
    List<ReceivedSpan> calls = clients("async", "tools/call lookup_order");

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).parentSpanId()).isEqualTo(calls.get(1).parentSpanId());
    assertThat(calls).allSatisfy(this::serverOf);
  }

  @Test
  void asyncServer_ofAnAsyncClient_worksUnderTheCallThatAsked() {
    List<ReceivedSpan> lookups = clients("async-sides", "tools/call lookup_order");
    ReceivedSpan summary = client("async-sides", "tools/call summarize");

    assertThat(lookups).hasSize(2);
    for (ReceivedSpan client : List.of(lookups.get(0), lookups.get(1), summary)) {
      assertThat(client.parentSpanId()).isEmpty();
      assertThat(children(serverOf(client))).extracting(ReceivedSpan::name).contains("GET");
    }
    ReceivedSpan asking = child(serverOf(summary), "sampling/createMessage");
    assertThat(serverOf(asking).attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.response.model", "some-model")
        .containsEntry("session.id", "async-sides");
    assertThat(summary.attribute("gen_ai.tool.call.result"))
        .isEqualTo("{\"result\":\"It is shipped\"}");
  }

  @Test
  void contentOff_spansHoldNone(@TempDir Path directory) throws Exception {
    List<ReceivedSpan> spans =
        ContentOff.run(
            program(directory),
            "shipped",
            "no such order",
            "Be brief",
            "Sum it up",
            "Refund order",
            "Does it",
            "exploded");

    assertThat(spans)
        .filteredOn(span -> "tools/call refund".equals(span.name()))
        .isNotEmpty()
        .allSatisfy(span -> assertThat(span.attribute("error.type")).isEqualTo("tool_error"));
    assertThat(spans)
        .filteredOn(span -> span.name().equals("sampling/createMessage"))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("gen_ai.request.max_tokens", 20L)
                    .containsEntry("gen_ai.response.model", "some-model"));
    assertThat(spans)
        .filteredOn(span -> span.name().equals("elicitation/create"))
        .extracting(span -> span.attribute("treeline.human.decision"))
        .contains("approved", "rejected");
  }

  @Test
  void transportSession_isTheSameOnBothSidesAndNotTheSession() {
    ReceivedSpan client = client("streamable", "tools/call lookup_order");

    assertThat(client.attribute("mcp.session.id")).isNotNull();
    assertThat(client.attribute("session.id")).isEqualTo("streamable");
    assertThat(serverOf(client).attribute("mcp.session.id"))
        .isEqualTo(client.attribute("mcp.session.id"));
    assertThat(client("stdio", "tools/call lookup_order").attributes())
        .doesNotContainKey("mcp.session.id");
  }
}
