package io.treeline.exporter.cli;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.store.TableFiles;
import io.treeline.exporter.transfer.ImportSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Adds the reading commands to the main one. */
public final class ReadCommands {

  /** Opens the store of an exporter that is not running. */
  @FunctionalInterface
  public interface StoreOpener {

    /**
     * Opens a store for reading.
     *
     * @throws RuntimeException when it cannot be opened; the message says why and what to do
     */
    OpenStore open(Path dataDirectory, ProjectId project);
  }

  /**
   * A store to read.
   *
   * @param query answers from it
   * @param imports keeps what is imported into it
   * @param tables writes and reads Parquet
   * @param closing gives it back
   */
  public record OpenStore(
      QueryService query, ImportSink imports, TableFiles tables, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  /** Finds the keys file as the exporter does. */
  @FunctionalInterface
  public interface KeyFileLocator {

    /**
     * The file.
     *
     * @param config configuration file; null for none
     * @param flags settings by key
     * @throws IllegalArgumentException when a setting is wrong; the message says which
     */
    Path locate(@Nullable Path config, Map<String, String> flags);
  }

  private ReadCommands() {}

  /**
   * Adds {@code sessions}, {@code session}, {@code tree}, {@code aggregate}, {@code search}, {@code
   * sql}, {@code export}, {@code delete}, {@code backup} and {@code prices}. Their output is UTF-8,
   * whatever the locale, for trees need box characters and exported JSON is UTF-8 by its standard.
   */
  public static void addTo(CommandLine main, StoreOpener opener) {
    add(main, new SessionsCommand(opener));
    add(main, new SessionCommand(opener));
    add(main, new TreeCommand(opener));
    add(main, new AggregateCommand(opener));
    add(main, new SearchCommand(opener));
    add(main, new SqlCommand(opener));
    add(main, new ExportCommand(opener));
    add(main, new ImportCommand(opener));
    add(main, new DeleteCommand(opener));
    add(main, new BackupCommand(opener));
    main.addSubcommand("prices", PricesCommand.commandLine(opener));
    main.setOut(utf8(FileDescriptor.out));
    main.setErr(utf8(FileDescriptor.err));
  }

  /**
   * Adds {@code keys}.
   *
   * @param locator finds the keys file as the exporter does
   */
  public static void addKeysTo(CommandLine main, KeyFileLocator locator) {
    main.addSubcommand("keys", KeysCommand.commandLine(locator));
  }

  /**
   * Adds {@code restore}.
   *
   * @param layout directory of a project's database in a data directory
   */
  public static void addRestoreTo(
      CommandLine main, BiFunction<Path, ProjectId, Path> layout, StoreOpener opener) {
    main.addSubcommand(new CommandLine(new RestoreCommand(layout, opener)));
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static void add(CommandLine main, ReadCommand command) {
    CommandLine line = new CommandLine(command);
    main.addSubcommand(line.getCommandName(), line);
  }
}
