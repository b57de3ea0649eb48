package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Databases while they are opened. */
class OpeningTest {

  private static final DuckDbSettings SETTINGS = new DuckDbSettings(256L << 20, 1);

  @TempDir Path directory;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** The project "slow" is opened when it is let. */
  private DuckDbSpanStore openSlowly(Path path, DuckDbSettings settings) {
    if (path.endsWith("slow")) {
      asked.countDown();
      try {
        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return DuckDbSpanStore.open(path, settings);
  }

  @Test
  void of_whileAnotherProjectIsLongInOpening_isAnswered() throws Exception {
    try (DuckDbStores stores = new DuckDbStores(directory, SETTINGS, 2, this::openSlowly)) {
      CompletableFuture<SpanStore> slow =
          CompletableFuture.supplyAsync(() -> stores.of(new ProjectId("slow")));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      SpanStore other = stores.of(ProjectId.DEFAULT);

      assertThat(other.reader().session("s")).isEmpty();
      assertThat(slow).isNotDone();
      // It counts already.
      assertThat(stores.projects()).containsExactly(ProjectId.DEFAULT, new ProjectId("slow"));
      assertThatThrownBy(() -> stores.of(new ProjectId("third")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("there are 2 already");
      goOn.countDown();
      assertThat(slow.get(30, TimeUnit.SECONDS)).isSameAs(stores.of(new ProjectId("slow")));
    }
  }

  @Test
  void close_whileAProjectIsOpened_closesItToo() throws Exception {
    DuckDbStores stores = new DuckDbStores(directory, SETTINGS, 2, this::openSlowly);
    CompletableFuture<SpanStore> slow =
        CompletableFuture.supplyAsync(() -> stores.of(new ProjectId("slow")));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    stores.close();
    goOn.countDown();

    assertThatThrownBy(() -> slow.get(30, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(StoreException.class)
        .hasMessageContaining("are closed");
    // Nobody holds its file any more.
    DuckDbSpanStore.open(directory.resolve("projects").resolve("slow"), SETTINGS).close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void open_leavesNoLibraryInTheTemporaryDirectory() throws Exception {
    try (DuckDbSpanStore store = DuckDbSpanStore.open(directory, SETTINGS)) {
      assertThat(store.reader().session("s")).isEmpty();

      assertThat(EngineLibrary.loaded(Path.of(System.getProperty("java.io.tmpdir")))).isEmpty();
    }
  }
}
