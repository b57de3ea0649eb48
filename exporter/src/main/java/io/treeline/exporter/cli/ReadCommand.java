package io.treeline.exporter.cli;

import io.treeline.exporter.model.ProjectId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all reading commands have in common: where to read from, how to fail. */
@Command(
    mixinStandardHelpOptions = true,
    synopsisHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:no such session",
      "2:wrong usage",
      "3:no exporter answers, or its data cannot be read"
    },
    footerHeading = "%nExamples:%n")
abstract class ReadCommand implements Callable<Integer> {

  static final String DEFAULT_URL = "http://127.0.0.1:4319";

  @Option(
      names = {"--url", "--server"},
      paramLabel = "<url>",
      description = "Address of a running exporter. Default: " + DEFAULT_URL)
  @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "<dir>",
      description = "Read the data directory of an exporter that is not running.")
  @Nullable Path data;

  @Option(
      names = "--project",
      paramLabel = "<name>",
      description =
          "With --data: which project's. Default: default. With --url the key says which.")
  @Nullable String project;

  @Mixin ApiKeyOption apiKey = new ApiKeyOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  private final ReadCommands.StoreOpener opener;

  ReadCommand(ReadCommands.StoreOpener opener) {
    this.opener = opener;
  }

  /** Does the work. */
  abstract void run(Answers answers, PrintWriter out) throws IOException;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Answers answers = open()) {
      run(answers, out);
      checkWritten(out);
      return CommandLine.ExitCode.OK;
    } catch (CliException e) {
      out.flush();
      return CliException.report(spec, e.exitCode, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return CliException.report(spec, CliException.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Fails when something did not get out: a writer keeps its failures to itself. */
  static void checkWritten(PrintWriter out) throws IOException {
    if (out.checkError()) {
      throw new IOException("the output cannot be written: it is closed, or its disk is full");
    }
  }

  /** Whether output goes to a terminal and nobody set NO_COLOR. */
  static boolean colours() {
    return CommandLine.Help.Ansi.AUTO.enabled();
  }

  private Answers open() {
    if (url != null && data != null) {
      throw new CliException(CliException.USAGE, "use --url or --data, not both");
    }
    if (project != null && data == null) {
      throw new CliException(
          CliException.USAGE, "use --project with --data: with --url the key says which project");
    }
    return data == null
        ? new RestAnswers(url == null ? DEFAULT_URL : url, apiKey.get())
        : StoreAnswers.open(opener, data, projectId());
  }

  private ProjectId projectId() {
    try {
      return project == null ? ProjectId.DEFAULT : new ProjectId(project);
    } catch (IllegalArgumentException e) {
      throw new CliException(CliException.USAGE, "--" + e.getMessage());
    }
  }
}
