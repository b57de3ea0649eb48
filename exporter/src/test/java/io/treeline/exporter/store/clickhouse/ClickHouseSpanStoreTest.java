package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.CorrectionsContract;
import io.treeline.exporter.store.CountedSpansContract;
import io.treeline.exporter.store.FindSessionsContract;
import io.treeline.exporter.store.LogsContract;
import io.treeline.exporter.store.MembershipContract;
import io.treeline.exporter.store.OutcomesContract;
import io.treeline.exporter.store.RequestsContract;
import io.treeline.exporter.store.ScoresContract;
import io.treeline.exporter.store.SessionNumbersContract;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.store.StoresContract;
import io.treeline.exporter.store.UpkeepContract;
import io.treeline.exporter.store.WritingContract;
import java.util.Locale;
import org.junit.jupiter.api.Nested;

/** The contract, on the engine itself. */
class ClickHouseSpanStoreTest {

  private final ProjectId project = new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT));

  private SpanStore open() {
    return ClickHouseSpanStore.open(ClickHouseServer.settings(), project);
  }

  @Nested
  class Writing extends WritingContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Logs extends LogsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Scores extends ScoresContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Membership extends MembershipContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class SessionNumbers extends SessionNumbersContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class FindSessions extends FindSessionsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Corrections extends CorrectionsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Outcomes extends OutcomesContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Requests extends RequestsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class CountedSpans extends CountedSpansContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Upkeep extends UpkeepContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Projects extends StoresContract {
    @Override
    protected Stores newStores(int maxProjects) {
      return new ClickHouseStores(ClickHouseServer.settings(), maxProjects);
    }
  }
}
