package io.treeline.exporter.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.treeline.exporter.KeptOutcomes;
import io.treeline.exporter.compare.CohortComparison.Presence;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.query.DecisionTree.Node;
import io.treeline.exporter.query.Problems.Found;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many sessions together, from the spans on: stored, analysed, asked for. */
class DecisionServiceTest {

  @TempDir Path directory;

  private SpanStore store;
  private DecisionService decisions;

  @BeforeEach
  void open() {
    store = DuckDbSpanStore.open(directory);
    decisions = new QueryService(store).decisions();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A session of one agent that calls these tools; one that starts with {@code !} fails. */
  private void session(String id, String version, String... tools) {
    List<Span> spans = new ArrayList<>();
    Span agent =
        TestSpans.agent("desk")
            .session(id)
            .sessionName("Desk")
            .property("version", version)
            .at(0, 1000)
            .build();
    spans.add(agent);
    spans.add(TestSpans.llm("m").childOf(agent).at(0, 100).tokens(100, 10).cost("0.01").build());
    long at = 100;
    for (String tool : tools) {
      SpanBuilder span = TestSpans.tool(tool.replace("!", "")).childOf(agent).at(at, at + 100);
      spans.add((tool.startsWith("!") ? span.error("timeout") : span).build());
      at += 100;
    }
    store.writer().write(spans);
  }

  private DecisionTree tree(String branches) {
    return decisions.tree(new DecisionTreeRequest(FilterRequest.ALL, branches, null));
  }

  @Test
  void tree_ofSessions_namesWhatItDoesNotShow() {
    session("s1", "1", "lookup", "lookup", "refund");
    session("s2", "1", "lookup", "rare");
    KeptOutcomes.of(store, "s1", "s2");

    DecisionTree tree = tree("2");

    assertThat(tree.nodes())
        .extracting(node -> node.place().path(), Node::depth, node -> node.place().sessions())
        .containsExactly(
            tuple("/", 0, 2L),
            tuple("/desk", 1, 2L),
            tuple("/desk/lookup", 2, 2L),
            tuple("/desk/llm", 2, 2L));
    assertThat(tree.nodes().get(1).rest())
        .containsExactly(
            new DecisionTree.Rest("/desk/rare", 1), new DecisionTree.Rest("/desk/refund", 1));
    assertThat(tree.morePlaces()).isZero();
    assertThat(tree.pending()).isZero();
    assertThat(tree.nodes().get(2).place().visits()).isEqualTo(3);
  }

  @Test
  void tree_beforeAnySessionWasAnalysed_saysThatTheyWait() {
    session("s1", "1", "lookup");

    DecisionTree tree = tree(null);

    assertThat(tree.nodes()).isEmpty();
    assertThat(tree.sessions()).isEqualTo(1);
    assertThat(tree.known()).isZero();
    assertThat(tree.pending()).isEqualTo(1);
  }

  @Test
  void tree_branchesBeyondTheirRange_areRefused() {
    assertThatThrownBy(() -> tree("101"))
        .isInstanceOf(QueryException.class)
        .hasMessage("branches must be 1 to 100: was 101");
  }

  @Test
  void compare_versions_findsBranchesOfEither() {
    session("s1", "1", "lookup", "escalate");
    session("s2", "2", "lookup", "search");
    KeptOutcomes.of(store, "s1", "s2");

    Cohorts cohorts =
        decisions.compare(
            new CohortRequest(
                FilterRequest.ALL.with("property", "version=1"),
                FilterRequest.ALL.with("property", "version=2")));

    assertThat(cohorts.comparison().branches())
        .extracting(change -> change.path(), change -> change.presence())
        .containsExactly(
            tuple("/desk", Presence.BOTH),
            tuple("/desk/escalate", Presence.LOST),
            tuple("/desk/llm", Presence.BOTH),
            tuple("/desk/lookup", Presence.BOTH),
            tuple("/desk/search", Presence.GAINED));
    assertThat(cohorts.comparison().costChange().change()).isZero();
  }

  @Test
  void problems_ofAToolThatFails_areOneWithAllItsOutcomes() {
    session("s1", "1", "!lookup", "refund");
    session("s2", "1", "!lookup", "refund");
    session("s3", "1", "refund");
    KeptOutcomes.of(store, "s1", "s2", "s3");

    Problems problems = decisions.problems(FilterRequest.ALL, null);

    Found failing =
        problems.problems().stream()
            .filter(found -> found.kind() == Problems.Kind.FAILING)
            .findFirst()
            .orElseThrow();
    assertThat(failing.path()).isEqualTo("/desk/lookup");
    assertThat(failing.sentence()).startsWith("lookup failed in 2 of 2 visits (100%): 2 ");
    assertThat(failing.sessions()).isEqualTo(2);
    assertThat(failing.examples())
        .extracting(example -> example.sessionId())
        .containsExactlyInAnyOrder("s1", "s2");
    assertThat(problems.sessions()).isEqualTo(3);
  }

  @Test
  void compare_unknownSession_isNotFound() {
    session("s1", "1", "lookup");

    assertThatThrownBy(() -> decisions.compare("s1", "nope"))
        .isInstanceOf(QueryException.class)
        .hasMessage("no session \"nope\" is stored");
  }
}
