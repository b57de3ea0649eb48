package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {

  private final Span agent = TestSpans.agent("planner").name("agent").at(0, 100).build();
  private final Span tool = TestSpans.tool("search").name("tool").childOf(agent).at(10, 50).build();

  @Test
  void into_mcpCallInsideItsTool_isTheTool() {
    Span client =
        TestSpans.span().name("mcp").operation(OperationKind.MCP).childOf(tool).at(11, 49).build();
    Span http = TestSpans.span().name("POST").childOf(client).at(12, 48).build();
    Span server =
        TestSpans.span()
            .name("server")
            .attribute("mcp.method.name", "tools/call")
            .childOf(http)
            .at(13, 47)
            .build();

    assertThat(folded(agent, tool, client, http, server))
        .containsExactly("mcp into tool", "server into tool");
  }

  @Test
  void into_toolInsideTheSameTool_isTheOuterOne() {
    Span same = TestSpans.tool("search").name("same").childOf(tool).at(11, 49).build();
    Span other = TestSpans.tool("rank").name("other").childOf(tool).at(11, 49).build();

    assertThat(folded(agent, tool, same, other)).containsExactly("same into tool");
  }

  @Test
  void into_layersOfAModelCall_areTheOutermost() {
    Span chain = TestSpans.llm("m").name("chain").childOf(agent).at(10, 50).build();
    Span client = TestSpans.llm("m").name("client").childOf(chain).at(11, 49).build();
    Span gateway = TestSpans.llm("m").name("gateway").childOf(client).at(12, 48).build();

    assertThat(folded(agent, chain, client, gateway))
        .containsExactly("client into chain", "gateway into chain");
  }

  @Test
  void into_severalCallsInsideOfOne_areShownEach() {
    Span round = TestSpans.llm("m").name("round").childOf(agent).at(10, 50).build();
    Span first = TestSpans.llm("m").name("first").childOf(round).at(11, 20).build();
    Span second = TestSpans.llm("m").name("second").childOf(round).at(21, 30).build();

    assertThat(folded(agent, round, first, second)).isEmpty();
  }

  @Test
  void into_mergedTools_isTheirParent() {
    Span merged =
        TestSpans.span().name("merged").toolName("(merged tools)").childOf(agent).at(1, 2).build();

    assertThat(folded(agent, merged)).containsExactly("merged into agent");
  }

  @Test
  void wrapper_said_isKept() {
    Span wrapper = TestSpans.span().childOf(agent).attribute("treeline.span.wrapper", true).build();
    SpanForest forest = SpanForest.of(List.of(agent, wrapper));

    Folding folding = Folding.of(forest, UsageLayers.of(forest));

    assertThat(folding.wrapper(0)).isFalse();
    assertThat(folding.wrapper(1)).isTrue();
    assertThat(folding.into(1)).isEqualTo(-1);
  }

  private static List<String> folded(Span... spans) {
    SpanForest forest = SpanForest.of(List.of(spans));
    Folding folding = Folding.of(forest, UsageLayers.of(forest));
    List<String> said = new ArrayList<>();
    for (int node = 0; node < forest.size(); node++) {
      if (folding.into(node) >= 0) {
        said.add(forest.span(node).name() + " into " + forest.span(folding.into(node)).name());
      }
    }
    return said;
  }
}
