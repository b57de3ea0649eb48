package io.treeline.exporter.store.duckdb;

import static org.awaitility.Awaitility.await;

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
import io.treeline.exporter.store.WritingContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, both while readers work out stale sessions and when the kept numbers are used. */
class DuckDbSpanStoreTest {

  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path directory;

  private SpanStore open(Duration betweenRefreshes) {
    return DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, betweenRefreshes);
  }

  private static void awaitRefresh(SpanStore store) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !store.check().isHealthy() || ((DuckDbSpanStore) store).isRefreshed());
  }

  @Nested
  class Writing extends WritingContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class WritingRefreshed extends WritingContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class CountedSpans extends CountedSpansContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class CountedSpansRefreshed extends CountedSpansContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class Logs extends LogsContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class Scores extends ScoresContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class Membership extends MembershipContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class MembershipRefreshed extends MembershipContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class SessionNumbers extends SessionNumbersContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class SessionNumbersRefreshed extends SessionNumbersContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class FindSessions extends FindSessionsContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class FindSessionsRefreshed extends FindSessionsContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class Corrections extends CorrectionsContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class CorrectionsRefreshed extends CorrectionsContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class Outcomes extends OutcomesContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }

  @Nested
  class Requests extends RequestsContract {
    @Override
    protected SpanStore newStore() {
      return open(NEVER);
    }
  }

  @Nested
  class RequestsRefreshed extends RequestsContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      awaitRefresh(store);
    }
  }
}
