package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline session}: what is worth knowing of one session. */
@Command(
    name = "session",
    description = {
      "Says what is worth knowing of a session: problems and what came of them, loops, where the"
          + " time went, how much was done without a person.",
      "",
      "docs/analysis.md defines each number."
    },
    footer = {
      "  treeline session order-4711",
      "  treeline session order-4711 --json | jq -r '.problems[].sentence'",
      "  treeline session --data ./treeline-data order-4711"
    })
final class SessionCommand extends ReadCommand {

  @Parameters(paramLabel = "<session-id>", description = "The session; see \"treeline sessions\".")
  @Nullable String sessionId;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  SessionCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    String id = String.valueOf(sessionId);
    JsonNode analysis = answers.analysis(id);
    if (json) {
      out.println(analysis.toPrettyString());
      return;
    }
    Style style = new Style(colours());
    new SummaryDrawing(style).print(answers.session(id), out);
    out.println();
    new AnalysisDrawing(style).print(analysis, out);
  }
}
