package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.DecisionsContract;
import io.treeline.exporter.store.SpanStore;
import java.util.Locale;

/** What many sessions did where, on the engine itself. */
class ClickHouseDecisionsTest extends DecisionsContract {

  private final ProjectId project = new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT));

  @Override
  protected SpanStore newStore() {
    return ClickHouseSpanStore.open(ClickHouseServer.settings(), project);
  }
}
