package io.treeline.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.api.RunningApi;
import io.treeline.exporter.api.SupportSession;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.DuckDbStores;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.StoreImports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Backup, restore and delete, of a running exporter and of files. */
class UpkeepCommandsTest {

  @TempDir Path directory;

  private RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(directory.resolve("running"));
    api.write(new SupportSession("order-4711").array());
    api.write(TestSpans.agent("earlier").session("older").at(-9000, -8000).build());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void backup_ofRunningExporter_restoresTheSameAnswers() {
    Path backup = directory.resolve("backup");
    Path restored = directory.resolve("restored");

    assertThat(run("backup", "--url", api.url(), "--to", backup.toString()).exitCode).isZero();
    Run again = run("backup", "--url", api.url(), "--to", backup.toString());
    Run restore = run("restore", "--from", backup.toString(), "--data", restored.toString());

    assertThat(again.exitCode).isEqualTo(2);
    assertThat(again.err).contains("treeline.duckdb exists already");
    assertThat(restore.err).isEmpty();
    assertThat(restore.out).startsWith("restored " + restored.resolve("treeline.duckdb"));
    assertThat(run("session", "--data", restored.toString(), "order-4711").out)
        .isEqualTo(run("session", "--url", api.url(), "order-4711").out);
    assertThat(run("export", "--data", restored.toString(), "order-4711").out)
        .isEqualTo(run("export", "--url", api.url(), "order-4711").out);
  }

  @Test
  void restore_projectOverData_isRefused() {
    Path backup = directory.resolve("backup");
    Path data = directory.resolve("data");
    run("backup", "--url", api.url(), "--to", backup.toString());
    String[] restore = {
      "restore", "--from", backup.toString(), "--data", data.toString(), "--project", "shop"
    };

    assertThat(run(restore).exitCode).isZero();
    Run again = run(restore);

    assertThat(data.resolve("projects/shop/treeline.duckdb")).isRegularFile();
    assertThat(again.exitCode).isEqualTo(2);
    assertThat(again.err).contains("exists already: stop the exporter and move it away");
  }

  @Test
  void restore_noBackup_saysSo() {
    Run run = run("restore", "--from", directory.toString(), "--data", directory.toString());

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err).isEqualTo("treeline: there is no backup in " + directory + "\n");
  }

  @Test
  void restore_damagedBackup_saysSoAndLeavesIt() throws Exception {
    Path backup = Files.createDirectories(directory.resolve("backup"));
    Files.writeString(backup.resolve("treeline.duckdb"), "this is no database".repeat(1000));

    Run run =
        run("restore", "--from", backup.toString(), "--data", directory.resolve("d").toString());

    assertThat(run.exitCode).isEqualTo(3);
    assertThat(run.err).contains("the backup could not be restored").contains("cannot be opened");
    assertThat(directory.resolve("d/treeline.duckdb")).doesNotExist();
  }

  @Test
  void delete_session_isGone() {
    Run unsure = run("delete", "--url", api.url(), "older");
    Run sure = run("delete", "--url", api.url(), "older", "--yes");
    Run twice = run("delete", "--url", api.url(), "older", "--yes");

    assertThat(unsure.exitCode).isEqualTo(2);
    assertThat(unsure.err).contains("add --yes to delete it");
    assertThat(sure.out).isEqualTo("deleted older\n");
    assertThat(sure.exitCode).isZero();
    assertThat(twice.exitCode).isEqualTo(1);
    assertThat(run("session", "--url", api.url(), "older").exitCode).isEqualTo(1);
    assertThat(run("session", "--url", api.url(), "order-4711").exitCode).isZero();
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    CommandLine main = new CommandLine(CommandSpec.create().name("treeline"));
    ReadCommands.addTo(main, UpkeepCommandsTest::open);
    ReadCommands.addRestoreTo(main, DuckDbStores::directory, UpkeepCommandsTest::open);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out));
    main.setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static ReadCommands.OpenStore open(Path data, ProjectId project) {
    SpanStore store = DuckDbSpanStore.open(DuckDbStores.directory(data, project));
    return new ReadCommands.OpenStore(
        new QueryService(store), new StoreImports(store), new ParquetFiles(), store::close);
  }
}
