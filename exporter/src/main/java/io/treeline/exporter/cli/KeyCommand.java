package io.treeline.exporter.cli;

import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.KeyFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about keys have in common: which file, how to fail. */
@Command(
    mixinStandardHelpOptions = true,
    synopsisHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:no such key", "2:wrong usage", "3:the file cannot be used"},
    footerHeading = "%nExamples:%n")
abstract class KeyCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "<file>",
      description = "Configuration file of the exporter.")
  @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "<dir>",
      description = "Data directory of the exporter; default as the exporter's.")
  @Nullable String dataDirectory;

  @Option(
      names = "--keys-file",
      paramLabel = "<file>",
      description = "Where keys are kept. Default: keys.jsonl in the data directory.")
  @Nullable String keysFile;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  private final ReadCommands.KeyFileLocator locator;

  KeyCommand(ReadCommands.KeyFileLocator locator) {
    this.locator = locator;
  }

  /** Does the work; what the process exits with. */
  abstract int run(KeyFile file, PrintWriter out);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Map<String, String> flags = new LinkedHashMap<>();
      if (dataDirectory != null) {
        flags.put("data-dir", dataDirectory);
      }
      if (keysFile != null) {
        flags.put("keys-file", keysFile);
      }
      int exitCode = run(new KeyFile(locator.locate(config, flags)), out);
      out.flush();
      return exitCode;
    } catch (IllegalArgumentException e) {
      return CliException.report(spec, CliException.USAGE, String.valueOf(e.getMessage()));
    } catch (KeyFileException e) {
      return CliException.report(spec, CliException.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }
}
