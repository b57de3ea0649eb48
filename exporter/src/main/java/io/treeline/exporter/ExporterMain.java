package io.treeline.exporter;

import io.treeline.exporter.cli.ReadCommands;
import io.treeline.exporter.config.ClickHouseConfig;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.store.clickhouse.ClickHouseSettings;
import io.treeline.exporter.store.clickhouse.ClickHouseStores;
import io.treeline.exporter.store.duckdb.DuckDbSettings;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.DuckDbStores;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.StoreImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The process: {@code java -jar treeline.jar [command]}. */
public final class ExporterMain {

  private static final String SERVE = "serve";

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Starts an exporter on the ports and in the directory of the configuration.
   *
   * @throws io.treeline.exporter.receive.PortUnavailableException when a port cannot be had
   * @throws io.treeline.exporter.store.StoreException when the database cannot be opened
   */
  public static RunningExporter start(ExporterConfig config) {
    return RunningExporter.start(config, stores(config));
  }

  private static Stores stores(ExporterConfig config) {
    ClickHouseConfig clickHouse = config.clickHouse();
    if (clickHouse == null) {
      DuckDbSettings settings =
          new DuckDbSettings(config.storeMemoryBytes(), config.storeThreads());
      return new DuckDbStores(config.dataDirectory(), settings, config.maxProjects());
    }
    return ClickHouseStores.open(
        new ClickHouseSettings(
            clickHouse.url(),
            clickHouse.user(),
            clickHouse.password(),
            clickHouse.database(),
            clickHouse.cluster(),
            clickHouse.timeout()),
        config.maxProjects());
  }

  static int run(String... args) {
    return commandLine().execute(withCommand(args));
  }

  private static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("treeline");
    spec.mixinStandardHelpOptions(true);
    spec.version("Treeline " + Version.current());
    spec.usageMessage()
        .description(
            "Keeps what AI agents did as session trees: what they decided, which tools they used,"
                + " where they failed, what it cost.");
    CommandLine commandLine = new CommandLine(spec);
    CommandSpec serve = ServeCommand.spec();
    serve.version(spec.version());
    commandLine.addSubcommand(SERVE, new CommandLine(serve));
    ReadCommands.addTo(commandLine, ExporterMain::openToRead);
    ReadCommands.addRestoreTo(commandLine, DuckDbStores::directory, ExporterMain::openToRead);
    ReadCommands.addKeysTo(
        commandLine, (config, flags) -> ExporterConfig.keysFile(config, System.getenv(), flags));
    commandLine.setExecutionStrategy(parsed -> execute(commandLine, parsed));
    return commandLine;
  }

  private static ReadCommands.OpenStore openToRead(Path data, ProjectId project) {
    Path directory = DuckDbStores.directory(data, project);
    if (!DuckDbSpanStore.existsIn(directory) && Files.isDirectory(data.resolve("journal"))) {
      throw new IllegalArgumentException(
          "the exporter of %s has no database of project %s there: with store=clickhouse spans are in ClickHouse. Ask a running exporter, with --url"
              .formatted(data.toAbsolutePath(), project));
    }
    if (!DuckDbSpanStore.existsIn(directory)) {
      throw new IllegalArgumentException(
          "nothing was ever stored in %s: name the directory an exporter writes to (its data-dir)"
              .formatted(directory.toAbsolutePath()));
    }
    SpanStore store = DuckDbSpanStore.open(directory);
    return new ReadCommands.OpenStore(
        new QueryService(store), new StoreImports(store), new ParquetFiles(), store::close);
  }

  private static int execute(CommandLine commandLine, ParseResult parsed) {
    ParseResult sub = parsed.subcommand();
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    if (sub != null && sub.commandSpec().name().equals(SERVE)) {
      return ServeCommand.run(sub, commandLine);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Flags without a command are those of {@code serve}. */
  private static String[] withCommand(String[] args) {
    boolean asksAboutAll =
        args.length > 0 && List.of("-h", "--help", "-V", "--version").contains(args[0]);
    if (asksAboutAll || (args.length > 0 && !args[0].startsWith("-"))) {
      return args;
    }
    List<String> serve = new ArrayList<>(List.of(SERVE));
    serve.addAll(Arrays.asList(args));
    return serve.toArray(String[]::new);
  }

  private ExporterMain() {}
}
