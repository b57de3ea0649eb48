package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two exporters, each in its own process, on one data directory. */
class SecondProcessIT {

  @TempDir Path data;

  @Test
  void start_directoryInUse_saysSoAndLeavesTheFirstAlone() throws Exception {
    try (ForkedExporter first = ForkedExporter.start(data, List.of())) {
      assertThat(first.httpPort()).isPositive();
      try (ForkedExporter second = ForkedExporter.start(data, List.of())) {
        assertThat(second.exitCode()).as(second.output()).isEqualTo(1);
        assertThat(second.output())
            .contains("treeline: " + data.toRealPath())
            .contains("is in use by another process: one data directory serves one exporter");
      }
      assertThat(first.isAlive()).isTrue();
    }
  }
}
