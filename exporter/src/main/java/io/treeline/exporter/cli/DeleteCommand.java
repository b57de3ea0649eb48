package io.treeline.exporter.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline delete}: a session goes for good. */
@Command(
    name = "delete",
    description =
        "Deletes a session for good: its spans, what was said in them, log records, findings and"
            + " scores.",
    footer = {"  treeline delete order-4711 --yes"})
final class DeleteCommand extends ReadCommand {

  @Parameters(paramLabel = "<session-id>", description = "The session; see \"treeline sessions\".")
  String sessionId = "";

  @Option(names = "--yes", description = "Really: without it nothing is deleted.")
  boolean yes;

  DeleteCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    if (!yes) {
      throw new CliException(
          CliException.USAGE,
          "session \"%s\" cannot be brought back: add --yes to delete it".formatted(sessionId));
    }
    answers.delete(sessionId);
    out.println("deleted " + sessionId);
  }
}
