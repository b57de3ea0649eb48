package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.cli.Table.Cell;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The places of a session, drawn; all numbers cover the place and everything below. */
final class PathTreeDrawing {

  private final Style style;

  PathTreeDrawing(Style style) {
    this.style = style;
  }

  void print(JsonNode roots, PrintWriter out) {
    Table table = new Table(1);
    table.add(
        Stream.of("", "TIME", "SPANS", "LLM", "TOOLS", "ERRORS", "TOKENS", "COST")
            .map(title -> new Cell(title, style.dim(title)))
            .toList());
    TreeLines.of(roots).forEach(line -> table.add(row(line)));
    table.print(out);
  }

  private List<Cell> row(TreeLines.Line line) {
    JsonNode node = line.node();
    JsonNode totals = node.get("subtree");
    String label = Texts.clean(node.get("label").asText(), 60);
    long visits = node.at("/self/spans").asLong();
    String times = visits > 1 ? " ×" + Texts.count(visits) : "";
    List<Cell> cells = new ArrayList<>();
    cells.add(
        new Cell(
            line.lead() + label + times,
            style.dim(line.lead()) + style.bold(label) + style.dim(times)));
    cells.add(Cell.of(Texts.duration(totals.get("durationMillis"))));
    cells.add(Cell.of(Texts.count(totals.get("spans").asLong())));
    cells.add(Cell.of(some(totals.get("llmCalls"))));
    cells.add(Cell.of(some(totals.get("toolCalls"))));
    String errors = some(totals.get("errors"));
    cells.add(new Cell(errors, style.bad(errors)));
    cells.add(Cell.of(Texts.tokens(totals)));
    cells.add(Cell.of(Texts.costAndUnpriced(totals)));
    return cells;
  }

  private static String some(JsonNode count) {
    return count.asLong() == 0 ? "" : Texts.count(count.asLong());
  }
}
