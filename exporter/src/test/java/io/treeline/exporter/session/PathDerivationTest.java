package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PathSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathDerivationTest {

  @Test
  void derive_agentWithSubAgentAndTool_readsAsTheDecisions() {
    Span http = TestSpans.span().name("POST /chat").at(0, 100).build();
    Span support = TestSpans.agent("support-agent").childOf(http).at(1, 99).build();
    Span step = kind(OperationKind.STEP, "turn 1").childOf(support).at(2, 90).build();
    Span refund = TestSpans.agent("refund-agent").childOf(step).at(3, 80).build();
    Span chat = TestSpans.llm("gpt").operationName("chat").childOf(refund).at(4, 10).build();
    Span tool = TestSpans.tool("lookup_order").childOf(refund).at(20, 30).build();
    Span sql = TestSpans.span().name("SELECT orders").childOf(tool).at(21, 22).build();

    assertThat(paths(http, support, step, refund, chat, tool, sql))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "POST /chat", "/",
                "invoke_agent support-agent", "/support-agent",
                "turn 1", "/support-agent",
                "invoke_agent refund-agent", "/support-agent/refund-agent",
                "chat gpt", "/support-agent/refund-agent/chat",
                "execute_tool lookup_order", "/support-agent/refund-agent/lookup_order",
                "SELECT orders", "/support-agent/refund-agent/lookup_order"));
  }

  @Test
  void derive_givenPath_winsAndCarriesDerivedOnesBelow() {
    Span root = TestSpans.agent("support").path("/desk/refund").at(0, 100).build();
    Span tool = TestSpans.tool("lookup").childOf(root).at(10, 20).build();
    SpanForest forest = SpanForest.of(List.of(root, tool));

    assertThat(PathDerivation.derive(forest))
        .containsExactly(
            new SpanPath("/desk/refund", PathSource.GIVEN),
            new SpanPath("/desk/refund/lookup", PathSource.DERIVED));
  }

  @Test
  void derive_modelCallWhoseRequestsSayWhereTheyBelong_isWhereTheFirstDoes() {
    Span agent = TestSpans.agent("support").at(0, 100).build();
    Span chat = TestSpans.llm("gpt").childOf(agent).at(10, 40).build();
    Span first =
        TestSpans.span().name("POST").childOf(chat).path("/desk/refund").at(11, 20).build();
    Span again = TestSpans.span().name("again").childOf(chat).path("/desk/x").at(21, 39).build();
    Span own = TestSpans.llm("own").childOf(agent).path("/own").at(50, 60).build();
    Span ofOwn = TestSpans.span().name("POST 2").childOf(own).path("/desk").at(51, 59).build();
    Span tool = TestSpans.tool("fetch").childOf(agent).at(70, 80).build();
    Span ofTool = TestSpans.span().name("GET").childOf(tool).path("/desk").at(71, 79).build();

    assertThat(paths(again, first, chat, agent, own, ofOwn, tool, ofTool))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "invoke_agent support", "/support",
                "chat gpt", "/desk/refund",
                "POST", "/desk/refund",
                "again", "/desk/x",
                "chat own", "/own",
                "POST 2", "/desk",
                "execute_tool fetch", "/support/fetch",
                "GET", "/desk"));
  }

  @Test
  void derive_mcpCallInsideToolOfSameName_isOnePlace() {
    Span tool = TestSpans.tool("search").at(0, 100).build();
    Span mcp =
        kind(OperationKind.MCP, "tools/call search")
            .toolName("search")
            .childOf(tool)
            .at(1, 99)
            .build();

    assertThat(paths(tool, mcp))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("execute_tool search", "/search", "tools/call search", "/search"));
  }

  @Test
  void derive_chainOfWrappersOfOneAgent_isOnePlace() {
    Span outer = TestSpans.agent("planner").name("outer").at(0, 100).build();
    Span inner = TestSpans.agent("planner").name("inner").childOf(outer).at(1, 99).build();

    assertThat(paths(outer, inner))
        .containsExactlyInAnyOrderEntriesOf(Map.of("outer", "/planner", "inner", "/planner"));
  }

  @Test
  void derive_anyOrderOfArrival_samePaths() {
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a0").name("0").at(0, 1000).build());
    for (int i = 1; i < 50; i++) {
      Span parent = spans.get((i * 7) % i);
      spans.add(TestSpans.agent("a" + i).name("" + i).childOf(parent).at(i, 900).build());
    }
    Map<String, String> expected = paths(spans.toArray(Span[]::new));

    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(spans, new Random(seed));
      assertThat(paths(spans.toArray(Span[]::new))).isEqualTo(expected);
    }
  }

  @Test
  void derive_fiveThousandAgentsDeep_stopsAtTheLimit() {
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a0").at(0, 10_000).build());
    for (int i = 1; i < 5000; i++) {
      spans.add(TestSpans.agent("a" + i).childOf(spans.get(i - 1)).at(i, 10_000).build());
    }

    List<SpanPath> paths = PathDerivation.derive(SpanForest.of(spans));

    String longest = paths.get(paths.size() - 1).path();
    assertThat(longest).startsWith("/a0/a1/").endsWith("/a63");
    assertThat(longest.split("/")).hasSize(PathDerivation.MAX_DEPTH + 1);
  }

  @Test
  void derive_stepsOfPeopleAndGuardrails_areCalledByTheirPlainWord() {
    assertThat(
            paths(
                kind(OperationKind.HUMAN, "human askUser").build(),
                kind(OperationKind.GUARDRAIL, "guardrail no-pii").build(),
                kind(OperationKind.GUARDRAIL, "guardrails").build()))
        .containsEntry("human askUser", "/askUser")
        .containsEntry("guardrail no-pii", "/no-pii")
        .containsEntry("guardrails", "/guardrails");
  }

  @ParameterizedTest
  @CsvSource({
    "SupportAgent, SupportAgent",
    "'  Refund  agent ', Refund-agent",
    "tools/call, tools-call",
    "/lead/trail/, lead-trail",
    "'a\u0000b\nc', a-b-c",
    "Übersetzer 翻訳, Übersetzer-翻訳"
  })
  void clean_oddNames_oneSegment(String raw, String segment) {
    assertThat(Segments.clean(raw)).isEqualTo(segment);
  }

  @Test
  void clean_nothingLeft_null() {
    assertThat(Segments.clean(" / / ")).isNull();
  }

  @Test
  void clean_tooLong_cutVisiblyAndNotInsideACharacter() {
    String segment = Segments.clean("😀".repeat(200));

    assertThat(segment).isEqualTo("😀".repeat(60) + "…");
  }

  private static io.treeline.exporter.model.SpanBuilder kind(OperationKind kind, String name) {
    return TestSpans.span().name(name).operation(kind);
  }

  /** Path by span name. */
  private static Map<String, String> paths(Span... spans) {
    SpanForest forest = SpanForest.of(List.of(spans));
    List<SpanPath> paths = PathDerivation.derive(forest);
    Map<String, String> byName = new TreeMap<>();
    for (int node = 0; node < forest.size(); node++) {
      byName.put(forest.span(node).name(), paths.get(node).path());
    }
    return byName;
  }
}
