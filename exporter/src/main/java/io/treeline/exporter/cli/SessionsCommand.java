package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.SessionListRequest;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code treeline sessions}: what there is. */
@Command(
    name = "sessions",
    description = "Lists sessions, the newest first. The numbers always cover the whole session.",
    footer = {
      "  treeline sessions",
      "  treeline sessions --status error --from 2026-11-23T00:00:00Z",
      "  treeline sessions --property tier=gold --sort -cost --limit 10",
      "  treeline sessions --search refund --json | jq -r '.sessions[].sessionId'"
    })
final class SessionsCommand extends ReadCommand {

  @Mixin FilterOptions filter = new FilterOptions();

  @Option(
      names = "--sort",
      paramLabel = "<key>",
      description =
          "startTime, endTime, duration, cost, spans, errors or tokens; a leading - is descending."
              + " Default: -startTime")
  @Nullable String sort;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "<count>",
      description = "1 to 1000. Default: 50")
  @Nullable String limit;

  @Option(
      names = "--cursor",
      description = "Goes on after a page: the nextCursor that --json showed.")
  @Nullable String cursor;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  SessionsCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    JsonNode page = answers.sessions(new SessionListRequest(filter.request(), sort, limit, cursor));
    if (json) {
      out.println(page.toPrettyString());
    } else {
      new SessionTable(new Style(colours())).print(page, out);
    }
  }
}
