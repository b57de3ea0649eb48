package io.treeline.exporter.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code treeline backup}: a copy of a project's database, of a running exporter too. */
@Command(
    name = "backup",
    description = {
      "Writes a copy of a project's database into a directory, as of one moment. The exporter goes"
          + " on receiving meanwhile.",
      "",
      "What an exporter has acknowledged in the last second may still lie in its journal and not be"
          + " in the copy."
    },
    footer = {
      "  treeline backup --to /backups/monday",
      "  treeline backup --data ~/.treeline/data --to /backups/monday"
    })
final class BackupCommand extends ReadCommand {

  /** Of the copy, as an exporter calls it. */
  static final String FILE = "treeline.duckdb";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "<dir>",
      description = "Directory to write to, made if absent; there must be no backup in it yet.")
  Path to = Path.of("");

  BackupCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) throws IOException {
    Path file = to.resolve(FILE);
    if (Files.exists(file)) {
      throw new CliException(CliException.USAGE, "%s exists already".formatted(file));
    }
    Files.createDirectories(to);
    // Only a whole copy gets the name.
    Path part = to.resolve(FILE + ".part");
    try {
      try (OutputStream bytes = Files.newOutputStream(part)) {
        answers.backup(bytes);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    out.println("wrote %s (%,d bytes)".formatted(file, Files.size(file)));
  }
}
