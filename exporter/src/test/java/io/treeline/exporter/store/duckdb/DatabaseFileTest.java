package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {

  @TempDir Path directory;

  @Test
  void open_missingDirectory_isCreated() {
    Path missing = directory.resolve("some").resolve("where");

    DuckDbSpanStore.open(missing).close();

    assertThat(missing.resolve("treeline.duckdb")).isRegularFile();
  }

  @Test
  void open_inUseByAnotherProcess_namesTheFileAndWhatToDo() throws Exception {
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpeningProcess.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

      assertThat(output)
          .endsWith(
              file()
                  + " is in use by another process: one data directory serves one exporter."
                  + " Stop the other one, or choose another data directory.");
      assertThat(store.check().isHealthy()).isTrue();
    }
  }

  @Test
  void open_inUseByThisProcess_isRefused() {
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      assertThatThrownBy(() -> DuckDbSpanStore.open(directory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file() + " is in use by this process");
      assertThat(store.check().isHealthy()).isTrue();
    }
    DuckDbSpanStore.open(directory).close();
  }

  @Test
  void open_notADatabase_saysSo() throws Exception {
    Files.writeString(file(), "no database ".repeat(1000));

    assertThatThrownBy(() -> DuckDbSpanStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file() + " cannot be opened: ")
        .hasMessageContaining("choose another data directory");
  }

  @Test
  void open_directoryIsAFile_saysSo() throws Exception {
    Path notADirectory = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> DuckDbSpanStore.open(notADirectory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("data directory " + notADirectory);
  }

  @Test
  void open_writtenByANewerVersion_isRefusedAndLeftAlone() throws Exception {
    DuckDbSpanStore.open(directory).close();
    List<Long> known = versions();
    execute("INSERT INTO schema_migrations VALUES (999, '999_future.sql', now()::TIMESTAMP)");

    assertThatThrownBy(() -> DuckDbSpanStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("written by a newer Treeline")
        .hasMessageContaining("version 999");
    assertThat(versions()).startsWith(known.toArray(Long[]::new)).endsWith(999L);
  }

  @Test
  void open_again_runsEachMigrationOnce() throws Exception {
    DuckDbSpanStore.open(directory).close();
    List<Long> once = versions();
    DuckDbSpanStore.open(directory).close();

    assertThat(once).startsWith(1L, 2L).doesNotHaveDuplicates();
    assertThat(versions()).isEqualTo(once);
  }

  @Test
  void open_afterSessionsWereLeftStale_worksThemOut() {
    Span span = TestSpans.llm("m").session("s").tokens(3, 4).build();
    try (SpanStore store =
        DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, java.time.Duration.ofDays(1))) {
      store.writer().write(List.of(span));
    }

    try (DuckDbSpanStore store =
        DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, java.time.Duration.ZERO)) {
      org.awaitility.Awaitility.await().until(store::isRefreshed);
      assertThat(store.reader().session("s").orElseThrow().inputTokens()).isEqualTo(3);
    }
  }

  @Test
  void open_settings_fetchNothingFromTheNetwork() throws Exception {
    try (DatabaseFile file = DatabaseFile.open(directory, DuckDbSettings.DEFAULT);
        Statement statement = file.connect().createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT count(*) AS number FROM duckdb_settings()
                WHERE value = 'false' AND name IN ('autoinstall_known_extensions',
                  'autoload_known_extensions', 'allow_community_extensions')
                """)) {
      Row row = new Row(result);
      row.next();
      assertThat(row.number("number")).isEqualTo(3);
    }
  }

  @Test
  void open_settings_areTheEngines() throws Exception {
    try (DatabaseFile file = DatabaseFile.open(directory, new DuckDbSettings(256L << 20, 1));
        Statement statement = file.connect().createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT current_setting('memory_limit') AS memory,
                  current_setting('threads') AS threads,
                  current_setting('temp_directory') AS temporary
                """)) {
      Row row = new Row(result);
      row.next();
      assertThat(row.text("memory")).isEqualTo("256.0 MiB");
      assertThat(row.number("threads")).isEqualTo(1);
      assertThat(row.text("temporary")).isEqualTo(file() + ".tmp");
    }
  }

  @Test
  void refresh_moreSessionsThanAreWorkedOutAtOnce_areAllKept() {
    List<Span> spans = new java.util.ArrayList<>();
    for (int i = 0; i < 500; i++) {
      spans.add(TestSpans.llm("m").session("s" + i).tokens(i, 1).build());
    }
    try (DuckDbSpanStore store =
        DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, java.time.Duration.ZERO)) {
      store.writer().write(spans);
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(store::isRefreshed);

      for (int i = 0; i < 500; i++) {
        assertThat(store.reader().session("s" + i).orElseThrow().inputTokens()).isEqualTo(i);
      }
    }
  }

  private Path file() {
    try {
      return directory.toRealPath().resolve("treeline.duckdb");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Long> versions() throws Exception {
    List<Long> versions = new java.util.ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT version FROM schema_migrations ORDER BY version")) {
      while (result.next()) {
        versions.add(result.getLong("version"));
      }
    }
    return versions;
  }
}
