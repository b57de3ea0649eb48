package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.SessionListRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--from",
      paramLabel = "<time>",
      description = "Sessions that reach into the time from here on, such as 2026-11-23T06:00:00Z.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "<time>", description = "... and before this.")
  @Nullable String to;

  @Option(names = "--name", description = "Exact session name.")
  @Nullable String name;

  @Option(names = "--user", description = "Exact user id.")
  @Nullable String user;

  @Option(names = "--status", description = "ok, recovered or error.")
  @Nullable String status;

  @Option(
      names = {"-p", "--property"},
      paramLabel = "<key=value>",
      description = "Custom property; may be given several times, all must match.")
  List<String> properties = new ArrayList<>();

  @Option(
      names = {"-q", "--search"},
      paramLabel = "<text>",
      description = "Text in session id or name, without regard to case.")
  @Nullable String text;

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
    JsonNode page =
        answers.sessions(
            new SessionListRequest(
                from, to, name, user, status, properties, text, sort, limit, cursor));
    if (json) {
      out.println(page.toPrettyString());
    } else {
      new SessionTable(new Style(colours())).print(page, out);
    }
  }
}
