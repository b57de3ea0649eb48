package io.treeline.exporter.cli;

import io.treeline.exporter.query.QueryService;
import java.nio.file.Path;
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
    OpenStore open(Path dataDirectory);
  }

  /**
   * A store to read.
   *
   * @param query answers from it
   * @param closing gives it back
   */
  public record OpenStore(QueryService query, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  private ReadCommands() {}

  /** Adds {@code sessions}, {@code tree} and {@code export}. */
  public static void addTo(CommandLine main, StoreOpener opener) {
    add(main, new SessionsCommand(opener));
    add(main, new TreeCommand(opener));
    add(main, new ExportCommand(opener));
  }

  private static void add(CommandLine main, ReadCommand command) {
    CommandLine line = new CommandLine(command);
    main.addSubcommand(line.getCommandName(), line);
  }
}
