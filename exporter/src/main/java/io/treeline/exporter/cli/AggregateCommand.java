package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.AggregateRequest;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code treeline aggregate}: numbers by group. */
@Command(
    name = "aggregate",
    description =
        "Adds up spans by group: calls, errors, times, tokens and cost. The last lines are what is"
            + " beyond the limit, what has no value of the group, and the total.",
    footer = {
      "  treeline aggregate --by model --sort -cost",
      "  treeline aggregate --by tool --from 2026-11-23T00:00:00Z --sort -errorRate",
      "  treeline aggregate --by tool --outcomes --sort -abandoned",
      "  treeline aggregate --by property:tier --interval day --json"
    })
final class AggregateCommand extends ReadCommand {

  @Mixin FilterOptions filter = new FilterOptions();

  @Option(
      names = "--by",
      paramLabel = "<group>",
      description =
          "none, session, name, status, path, service, operation, provider, model, tool, agent,"
              + " user, error, arguments, finishReason, inAgent, agentEdge or property:<name>."
              + " Default: none")
  @Nullable String by;

  @Option(
      names = "--interval",
      description = "minute, 5m, 15m, hour, day or week: a series too, with --json.")
  @Nullable String interval;

  @Option(
      names = "--scope",
      description =
          "span: spans that meet the conditions on spans; session: all spans of the sessions."
              + " Default: span")
  @Nullable String scope;

  @Option(
      names = "--sort",
      paramLabel = "<key>",
      description =
          "key, sessions, spans, llmCalls, toolCalls, errors, failed, errorRate, recovered,"
              + " abandoned, redundantCalls, cost, tokens, meanDuration or p95Duration; a leading -"
              + " is descending. Default: -spans")
  @Nullable String sort;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "<count>",
      description = "1 to 1000 groups. Default: 50")
  @Nullable String limit;

  @Option(
      names = "--outcomes",
      description =
          "What became of errors, loops and people in place of times and cost: errors, those that"
              + " recovered, were abandoned or ended the work, redundant calls, sessions without a"
              + " person among those analysed.")
  boolean outcomes;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  AggregateCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    JsonNode all =
        answers.aggregate(new AggregateRequest(filter.request(), by, interval, scope, sort, limit));
    if (json) {
      out.println(all.toPrettyString());
      return;
    }
    Table lines = new Table(1);
    Stream<String> heads = columns().keySet().stream();
    lines.add(cells(Stream.concat(Stream.of(""), heads).toList()));
    all.get("groups").forEach(group -> lines.add(row(group.get("key").asText(), group)));
    if (!all.get("other").isNull()) {
      lines.add(row("(%s others)".formatted(all.get("otherGroups")), all.get("other")));
    }
    if (!all.get("without").isNull()) {
      lines.add(row("(none)", all.get("without")));
    }
    lines.add(row("(total)", all.get("total")));
    lines.print(out);
  }

  private static List<Table.Cell> cells(List<String> texts) {
    return texts.stream().map(Table.Cell::of).toList();
  }

  /** Heads and where the values are in a row. */
  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("sessions", "/sessions");
    columns.put("spans", "/spans");
    if (outcomes) {
      columns.put("errors", "/recovery/errors");
      columns.put("recovered", "/recovery/recovered");
      columns.put("abandoned", "/recovery/abandoned");
      columns.put("ended", "/recovery/failed");
      columns.put("not found", "/recovery/notFound");
      columns.put("redundant", "/loops/redundantCalls");
      columns.put("no person", "/autonomy/humanFreeSessions");
      columns.put("analysed", "/autonomy/analyzedSessions");
    } else {
      columns.put("failed", "/failed");
      columns.put("p50 ms", "/durationMillis/p50");
      columns.put("p95 ms", "/durationMillis/p95");
      columns.put("USD", "/costUsd");
    }
    return columns;
  }

  private List<Table.Cell> row(String key, JsonNode row) {
    Stream<String> values = columns().values().stream().map(pointer -> text(row.at(pointer)));
    return Stream.concat(Stream.of(Texts.clean(key, 60)), values).map(Table.Cell::of).toList();
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "-" : value.asText();
  }
}
