package io.treeline.exporter.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.session.RandomSessions;
import io.treeline.exporter.session.Sums;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a session come from the store, those of its trees from us: they must agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionNumbersTest {

  private SpanStore store;

  @BeforeAll
  void open(@TempDir Path directory) {
    store = DuckDbSpanStore.open(directory);
  }

  @AfterAll
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void tree_randomSession_rootsAddUpToTheSummary(long seed) {
    String id = TestSpans.random("session");
    store.writer().write(RandomSessions.session(id, seed, 40 + (int) seed * 5));
    QueryService query = new QueryService(store);

    SessionTree spans = query.tree(id, SessionTree.By.SPAN);
    SessionTree paths = query.tree(id, SessionTree.By.PATH);

    Sums expected = Sums.of(List.of(asTotals(spans.summary())));
    assertThat(Sums.of(roots(spans))).isEqualTo(expected);
    assertThat(Sums.of(roots(paths))).isEqualTo(expected);
  }

  private static List<Totals> roots(SessionTree tree) {
    return tree.nodes().stream().filter(node -> node.depth() == 0).map(TreeNode::subtree).toList();
  }

  private static Totals asTotals(SessionSummary summary) {
    return new Totals(
        summary.spans(),
        summary.activeNanos(),
        summary.llmCalls(),
        summary.toolCalls(),
        summary.errors(),
        summary.tokens(),
        summary.costUsd(),
        summary.unpricedCalls(),
        summary.estimatedCalls());
  }
}
