package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.SessionListRequest;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline tree}: one session, drawn. */
@Command(
    name = "tree",
    description = {
      "Draws a session as a tree: what the agent decided, which tools ran, where it failed and"
          + " recovered, how long it took and what it cost.",
      "",
      "Time and cost of a line cover everything below it; self is its own time without its"
          + " children's."
    },
    footer = {
      "  treeline tree order-4711",
      "  treeline tree order-4711 --by path",
      "  treeline tree --last",
      "  treeline tree --data ./treeline-data order-4711"
    })
final class TreeCommand extends ReadCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<session-id>",
      description = "The session; see \"treeline sessions\".")
  @Nullable String sessionId;

  @Option(names = "--last", description = "The session that started last.")
  boolean last;

  @Option(
      names = "--by",
      paramLabel = "span|path",
      defaultValue = "span",
      description = "Who called whom, or the places in the path tree. Default: span")
  String by = "span";

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  TreeCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    JsonNode tree = answers.tree(chosen(answers), by);
    if (json) {
      out.println(tree.toPrettyString());
      return;
    }
    Style style = new Style(colours());
    new SummaryDrawing(style).print(tree.get("summary"), out);
    out.println();
    JsonNode roots = tree.get("roots");
    if (by.equals("path")) {
      new PathTreeDrawing(style).print(roots, out);
    } else {
      new SpanTreeDrawing(style).print(roots, out);
    }
  }

  private String chosen(Answers answers) {
    if (sessionId != null && !last) {
      return sessionId;
    }
    if (sessionId != null || !last) {
      throw new CliException(CliException.USAGE, "name one session, or use --last");
    }
    JsonNode newest = answers.sessions(newest()).at("/sessions/0/sessionId");
    if (newest.isMissingNode()) {
      throw new CliException(CliException.NOT_FOUND, "no session is stored yet");
    }
    return newest.asText();
  }

  private static SessionListRequest newest() {
    return new SessionListRequest(FilterRequest.ALL, "-startTime", "1", null);
  }
}
