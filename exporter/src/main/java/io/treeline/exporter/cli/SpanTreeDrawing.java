package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.cli.Table.Cell;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who called whom, drawn: a mark, what it was, what happened; then time, tokens and money. */
final class SpanTreeDrawing {

  private final Style style;
  private final SpanNotes notes;

  SpanTreeDrawing(Style style) {
    this.style = style;
    this.notes = new SpanNotes(style);
  }

  void print(JsonNode roots, PrintWriter out) {
    Table table = new Table(1);
    table.add(
        Stream.of("", "TIME", "SELF", "TOKENS", "COST")
            .map(title -> new Cell(title, style.dim(title)))
            .toList());
    for (TreeLines.Line line : TreeLines.of(roots)) {
      table.add(row(line));
      long omitted = line.node().path("omittedDescendants").asLong();
      if (omitted > 0) {
        String text = line.lead() + "   … " + Texts.count(omitted) + " more, nested too deep";
        table.add(List.of(new Cell(text, style.dim(text))));
      }
    }
    table.print(out);
  }

  private List<Cell> row(TreeLines.Line line) {
    JsonNode node = line.node();
    List<Cell> cells = new ArrayList<>();
    cells.add(what(line));
    cells.add(Cell.of(Texts.duration(node.at("/span/durationMillis"))));
    boolean leaf = node.path("children").isEmpty();
    String self = leaf ? "" : Texts.duration(node.at("/self/durationMillis"));
    cells.add(new Cell(self, style.dim(self)));
    boolean llm = node.at("/subtree/llmCalls").asLong() > 0;
    String tokens = Texts.tokens(node.get("subtree"));
    cells.add(leaf ? Cell.of(tokens) : new Cell(tokens, style.dim(tokens)));
    String cost = llm || leaf ? Texts.costAndUnpriced(node.get("subtree")) : "";
    cells.add(leaf ? Cell.of(cost) : new Cell(cost, style.dim(cost)));
    return cells;
  }

  private Cell what(TreeLines.Line line) {
    JsonNode span = line.node().get("span");
    String mark = mark(span);
    String kind = kind(span);
    String name = name(span);
    StringBuilder plain = new StringBuilder(line.lead() + mark + " ");
    StringBuilder styled = new StringBuilder(style.dim(line.lead()) + coloured(mark) + " ");
    if (!kind.isEmpty()) {
      plain.append(kind).append(' ');
      styled.append(style.dim(kind)).append(' ');
    }
    plain.append(name);
    styled.append(kind.equals("agent") ? style.bold(name) : name);
    for (SpanNotes.Note note : notes.of(line)) {
      plain.append("  ").append(note.plain());
      styled.append("  ").append(note.styled());
    }
    return new Cell(plain.toString(), styled.toString());
  }

  private String coloured(String mark) {
    return switch (mark) {
      case "✗" -> style.bad(mark);
      case "✓" -> style.good(mark);
      default -> style.warning(mark);
    };
  }

  private static String mark(JsonNode span) {
    if (span.path("status").asText().equals("error")) {
      return "✗";
    }
    return span.path("endTime").isNull() ? "…" : "✓";
  }

  /** What comes before the name, where the name alone would not say it. */
  private static String kind(JsonNode span) {
    String operation = span.path("operation").asText();
    return switch (operation) {
      case "other" -> "";
      case "llm", "embedding" ->
          span.path("operationName").isTextual()
              ? Texts.clean(span.path("operationName").asText(), 24)
              : operation;
      default -> operation;
    };
  }

  private static String name(JsonNode span) {
    String given =
        switch (span.path("operation").asText()) {
          case "llm", "embedding" ->
              span.path("responseModel").asText(span.path("requestModel").asText(""));
          case "agent" -> span.path("agentName").asText("");
          case "other" -> "";
          default -> span.path("toolName").asText("");
        };
    String name = given.isEmpty() || given.equals("null") ? withoutOperation(span) : given;
    return Texts.clean(name, 60);
  }

  /** {@code execute_tool lookup} is shown as {@code tool lookup}, not {@code tool execute_tool}. */
  private static String withoutOperation(JsonNode span) {
    String name = span.path("name").asText();
    String operation = span.path("operationName").asText("");
    return !operation.isEmpty() && name.startsWith(operation + " ")
        ? name.substring(operation.length() + 1)
        : name;
  }
}
