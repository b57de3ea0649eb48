package io.treeline.exporter.cli;

import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.model.ProjectId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code treeline keys create}. */
@Command(
    name = "create",
    description = "Makes a key and prints it. It is kept nowhere: keep it safe.",
    footer = {
      "  treeline keys create --project shop --scope ingest",
      "  treeline keys create --project shop --scope read,ingest --note \"Ada's laptop\"",
      "  treeline keys create --scope ingest --spans-per-second 1000"
    })
final class KeyCreateCommand extends KeyCommand {

  @Option(
      names = "--project",
      paramLabel = "<name>",
      defaultValue = "default",
      description = "What it opens; made when first used. Default: ${DEFAULT-VALUE}")
  String project = "default";

  @Option(
      names = "--scope",
      paramLabel = "<scope>",
      split = ",",
      required = true,
      description = {
        "What for: ingest (send), read (ask, see the dashboard, give scores),",
        "admin (make and delete projects), metrics (/metrics). Several with commas."
      })
  List<String> scopes = new ArrayList<>();

  @Option(names = "--note", paramLabel = "<text>", description = "Who or what has it.")
  String note = "";

  @Option(
      names = "--spans-per-second",
      paramLabel = "<number>",
      description = "Most spans and log records it may send; default: the exporter's setting.")
  @Nullable Long spansPerSecond;

  @Option(
      names = "--bytes-per-second",
      paramLabel = "<number>",
      description = "Most bytes it may send, decompressed; default: the exporter's setting.")
  @Nullable Long bytesPerSecond;

  KeyCreateCommand(ReadCommands.KeyFileLocator locator) {
    super(locator);
  }

  @Override
  int run(KeyFile file, PrintWriter out) {
    Set<Scope> wanted =
        scopes.stream()
            .map(Scope::of)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    check("--spans-per-second", spansPerSecond);
    check("--bytes-per-second", bytesPerSecond);
    KeyFile.Created created =
        file.create(new ProjectId(project), wanted, note, spansPerSecond, bytesPerSecond);
    // Alone on standard output, so that a script can take it.
    out.println(created.secret());
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "Key %s opens the project %s (%s). It is shown only now; kept in %s is a hash of it."
            .formatted(
                created.key().id(),
                created.key().project(),
                String.join(", ", wanted.stream().map(Scope::word).toList()),
                file.path()));
    err.flush();
    return 0;
  }

  private static void check(String option, @Nullable Long limit) {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException(option + " must be 1 or more: was " + limit);
    }
  }
}
