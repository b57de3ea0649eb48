package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.FilterRequest;
import java.io.PrintWriter;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code treeline prices reprice}: costs of stored calls, anew. */
@Command(
    name = "reprice",
    description = {
      "Works out the costs of stored calls anew, with the prices that are in force in a running"
          + " exporter: after prices were mended that calls were priced with.",
      "",
      "The options choose sessions; all of their calls are repriced. Needs a key with the scope"
          + " admin where keys are asked for."
    },
    footer = {
      "  treeline prices reprice --from 2026-11-01T00:00:00Z --model house-model --dry-run",
      "  treeline prices reprice --all"
    })
final class PriceRepriceCommand extends ReadCommand {

  @Mixin FilterOptions filter = new FilterOptions();

  @Option(names = "--all", description = "Every session; else an option must choose some.")
  boolean all;

  @Option(names = "--dry-run", description = "Changes nothing, and tells what would change.")
  boolean dryRun;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  PriceRepriceCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    FilterRequest chosen = filter.request();
    if (chosen.values().isEmpty() != all) {
      throw new CliException(
          CliException.USAGE, "choose sessions, for example with --from, or give --all; not both");
    }
    JsonNode done = answers.reprice(chosen, dryRun);
    if (json) {
      out.println(done.toPrettyString());
      return;
    }
    out.println(
        "%s of %s in %s %s"
            .formatted(
                Texts.count(done.path("changed").asLong()),
                Texts.count(done.path("calls").asLong(), "call"),
                Texts.count(done.path("sessions").asLong(), "session"),
                dryRun ? "would change" : "changed"));
    Table table = new Table(2);
    for (JsonNode change : done.path("changes")) {
      table.add(
          Stream.of(
                  "  " + source(change.path("before")),
                  "→ " + source(change.path("after")),
                  Texts.count(change.path("calls").asLong(), "call"))
              .map(Table.Cell::of)
              .toList());
    }
    if (!done.path("changes").isEmpty()) {
      table.print(out);
    }
  }

  private static String source(JsonNode source) {
    return source.isTextual() ? Texts.clean(source.asText()) : "unpriced";
  }
}
