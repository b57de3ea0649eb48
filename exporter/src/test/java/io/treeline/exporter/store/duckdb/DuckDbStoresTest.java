package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.store.StoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and where the files are. */
class DuckDbStoresTest extends StoresContract {

  @TempDir Path directory;

  @Override
  protected Stores newStores(int maxProjects) {
    return new DuckDbStores(directory, DuckDbSettings.DEFAULT, maxProjects);
  }

  @Test
  void of_default_isTheDataDirectoryItself() {
    try (Stores stores = newStores(3)) {
      stores.of(ProjectId.DEFAULT);
      stores.of(new ProjectId("shop-2"));
    }

    assertThat(directory.resolve("treeline.duckdb")).exists();
    assertThat(directory.resolve("projects/shop-2/treeline.duckdb")).exists();
  }

  @Test
  void of_severalProjects_shareTheMemoryAndGetItBack() throws Exception {
    DuckDbSettings settings = new DuckDbSettings(1_024L << 20, 1);
    ProjectId shop = new ProjectId("shop");
    try (Stores stores = new DuckDbStores(directory, settings, 3)) {
      DuckDbSpanStore first = (DuckDbSpanStore) stores.of(ProjectId.DEFAULT);
      assertThat(first.memoryLimit()).isEqualTo("1.0 GiB");

      DuckDbSpanStore second = (DuckDbSpanStore) stores.of(shop);

      assertThat(first.memoryLimit()).isEqualTo("512.0 MiB");
      assertThat(second.memoryLimit()).isEqualTo("512.0 MiB");

      stores.delete(shop);

      assertThat(first.memoryLimit()).isEqualTo("1.0 GiB");
    }
  }
}
