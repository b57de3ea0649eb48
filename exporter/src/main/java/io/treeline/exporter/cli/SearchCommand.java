package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.SearchRequest;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline search}: who said what. */
@Command(
    name = "search",
    description =
        "Finds spans whose inputs, outputs, arguments or results hold all words and \"quoted"
            + " phrases\", the latest first, without regard to case and accents.",
    footer = {
      "  treeline search 'refund \"order 4711\"'",
      "  treeline search --in result --from 2026-11-23T00:00:00Z timeout"
    })
final class SearchCommand extends ReadCommand {

  @Parameters(paramLabel = "<words>", description = "Words and \"quoted phrases\".")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  String text;

  @Option(names = "--from", paramLabel = "<time>", description = "Spans that start from here on.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "<time>", description = "... and before this.")
  @Nullable String to;

  @Option(
      names = "--in",
      paramLabel = "<parts>",
      description = "input, output, arguments and result, with commas. Default: all")
  @Nullable String in;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "<count>",
      description = "1 to 200. Default: 20")
  @Nullable String limit;

  @Option(
      names = "--cursor",
      description = "Goes on after a page: the nextCursor that --json showed.")
  @Nullable String cursor;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  SearchCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    JsonNode page = answers.search(new SearchRequest(text, from, to, in, limit, cursor));
    if (json) {
      out.println(page.toPrettyString());
      return;
    }
    for (JsonNode hit : page.get("hits")) {
      JsonNode span = hit.get("span");
      out.println(
          "%s  %s  %s"
              .formatted(
                  span.get("startTime").asText(),
                  Texts.clean(span.get("sessionId").asText()),
                  Texts.clean(span.get("name").asText())));
      for (JsonNode snippet : hit.get("snippets")) {
        out.println(
            "    %s: %s"
                .formatted(
                    snippet.get("field").asText(), Texts.clean(snippet.get("text").asText())));
      }
    }
    if (!page.get("nextCursor").isNull()) {
      out.println("(there is more: --cursor " + page.get("nextCursor").asText() + ")");
    }
  }
}
