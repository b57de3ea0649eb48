package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.SqlRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline sql}: questions nobody thought of. */
@Command(
    name = "sql",
    description =
        "Answers one SELECT statement over the views sessions, spans, content, paths and scores;"
            + " see docs/sql.md for their columns. Nothing can be written.",
    footer = {
      "  treeline sql \"SELECT model, sum(cost_usd) FROM spans WHERE owns_usage GROUP BY ALL\"",
      "  treeline sql --json \"SELECT * FROM sessions WHERE status = 'error'\""
    })
final class SqlCommand extends ReadCommand {

  private static final int MOST_CHARS = 60;

  @Parameters(paramLabel = "<statement>", description = "One SELECT statement.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  String sql;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "<count>",
      description = "1 to 10000 rows. Default: 1000")
  @Nullable String limit;

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  SqlCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) {
    JsonNode answer = answers.sql(new SqlRequest(sql, limit));
    if (json) {
      out.println(answer.toPrettyString());
      return;
    }
    List<Table.Cell> head = new ArrayList<>();
    answer.get("columns").forEach(column -> head.add(cell(column.get("name"))));
    Table lines = new Table(head.size());
    lines.add(head);
    for (JsonNode row : answer.get("rows")) {
      List<Table.Cell> values = new ArrayList<>();
      row.forEach(value -> values.add(cell(value)));
      lines.add(values);
    }
    lines.print(out);
    if (answer.get("truncated").asBoolean()) {
      out.println("(there are more rows; see --limit)");
    }
  }

  private static Table.Cell cell(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    return Table.Cell.of(value.isNull() ? "-" : Texts.clean(text, MOST_CHARS));
  }
}
