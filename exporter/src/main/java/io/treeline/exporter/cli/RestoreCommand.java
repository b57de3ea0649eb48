package io.treeline.exporter.cli;

import io.treeline.exporter.model.ProjectId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code treeline restore}: a backup becomes a data directory. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup into the data directory of an exporter that is not running, and looks whether"
          + " it can be read. Nothing is ever overwritten: move an old database away first."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "3:the backup cannot be read or written"},
    footerHeading = "%nExamples:%n",
    footer = {"  treeline restore --from /backups/monday --data ~/.treeline/data"})
final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<dir>",
      description = "Directory that \"treeline backup\" wrote to.")
  Path from = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "<dir>",
      description = "Data directory of the exporter.")
  Path data = Path.of("");

  @Option(
      names = "--project",
      paramLabel = "<name>",
      description = "The project to restore. Default: default.")
  @Nullable String project;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  private final BiFunction<Path, ProjectId, Path> layout;
  private final ReadCommands.StoreOpener opener;

  RestoreCommand(BiFunction<Path, ProjectId, Path> layout, ReadCommands.StoreOpener opener) {
    this.layout = layout;
    this.opener = opener;
  }

  @Override
  public Integer call() {
    try {
      restore();
      return CommandLine.ExitCode.OK;
    } catch (CliException e) {
      return CliException.report(spec, e.exitCode, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return CliException.report(
          spec, CliException.UNREACHABLE, "the backup could not be restored: " + e.getMessage());
    }
  }

  private void restore() throws IOException {
    Path backup = from.resolve(BackupCommand.FILE);
    if (!Files.isRegularFile(backup)) {
      throw new CliException(CliException.USAGE, "there is no backup in %s".formatted(from));
    }
    ProjectId id;
    try {
      id = project == null ? ProjectId.DEFAULT : new ProjectId(project);
    } catch (IllegalArgumentException e) {
      throw new CliException(CliException.USAGE, "--" + e.getMessage());
    }
    Path directory = layout.apply(data, id);
    Path file = directory.resolve(BackupCommand.FILE);
    Path log = directory.resolve(BackupCommand.FILE + ".wal");
    if (Files.exists(file) || Files.exists(log)) {
      throw new CliException(
          CliException.USAGE,
          "%s exists already: stop the exporter and move it away, with the files beside it"
              .formatted(Files.exists(file) ? file : log));
    }
    Files.createDirectories(directory);
    Files.copy(backup, file);
    try {
      opener.open(data, id).close();
    } catch (RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("restored %s (%,d bytes)".formatted(file, Files.size(file)));
    out.flush();
  }
}
