package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.cli.Table.Cell;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** The list of sessions as a table. */
final class SessionTable {

  private static final int NAME_WIDTH = 40;
  private static final int LEFT_COLUMNS = 4;

  private final Style style;

  SessionTable(Style style) {
    this.style = style;
  }

  void print(JsonNode page, PrintWriter out) {
    JsonNode sessions = page.get("sessions");
    if (sessions.isEmpty()) {
      out.println("no session matches");
      return;
    }
    Table table = new Table(LEFT_COLUMNS);
    table.add(
        Stream.of(
                "STARTED (UTC)",
                "SESSION",
                "NAME",
                "STATUS",
                "TIME",
                "SPANS",
                "LLM",
                "TOOLS",
                "ERRORS",
                "TOKENS",
                "COST")
            .map(title -> new Cell(title, style.dim(title)))
            .toList());
    sessions.forEach(session -> table.add(row(session)));
    table.print(out);
    if (page.get("nextCursor").isTextual()) {
      out.println(
          style.dim("there are more: raise --limit, or use --cursor with --json's nextCursor"));
    }
  }

  private List<Cell> row(JsonNode session) {
    String id = Texts.clean(session.get("sessionId").asText());
    String name = Texts.clean(session.get("name").asText(), NAME_WIDTH);
    String status = session.get("status").asText();
    long errors = session.get("errors").asLong();
    String count = Texts.count(errors);
    return List.of(
        Cell.of(Texts.time(session.get("startTime"))),
        new Cell(id, style.bold(id)),
        Cell.of(name),
        new Cell(status, SummaryDrawing.status(style, status)),
        Cell.of(Texts.duration(session.get("durationMillis"))),
        Cell.of(Texts.count(session.get("spans").asLong())),
        Cell.of(Texts.count(session.get("llmCalls").asLong())),
        Cell.of(Texts.count(session.get("toolCalls").asLong())),
        new Cell(count, errors == 0 ? style.dim(count) : style.bad(count)),
        Cell.of(Texts.tokens(session)),
        Cell.of(Texts.costAndUnpriced(session)));
  }
}
