package io.treeline.exporter.store.duckdb;

import static org.awaitility.Awaitility.await;

import io.treeline.exporter.store.DecisionsContract;
import io.treeline.exporter.store.SpanStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** What many sessions did where, with kept numbers. */
class DuckDbDecisionsTest extends DecisionsContract {

  @TempDir Path directory;

  @Override
  protected SpanStore newStore() {
    return DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, Duration.ZERO);
  }

  @Override
  protected void settle() {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !store.check().isHealthy() || ((DuckDbSpanStore) store).isRefreshed());
  }
}
