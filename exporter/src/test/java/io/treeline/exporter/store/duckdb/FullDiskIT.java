package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose files may not grow any more, which is to the engine what a full disk is; then
 * they may again.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the limit is set with Linux' prlimit")
class FullDiskIT {

  @TempDir Path directory;

  @Test
  void write_filesCannotGrow_failsAndIsReportedUntilTheyCanAgain() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx512m",
                FullDiskProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().filter(line -> line.startsWith("> ")).forEach(lines::add);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }

    assertThat(lines)
        .containsExactly(
            "> healthy before: true",
            "> write: StoreException",
            "> cannot be written: true",
            "> write again at once: StoreException",
            "> healthy again: true",
            "> lost: 0",
            "> new and refused ones stored: true");
    assertThat(process.waitFor()).isZero();
  }
}
