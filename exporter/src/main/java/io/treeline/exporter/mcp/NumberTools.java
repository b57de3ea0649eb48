package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.query.AggregateRequest;
import io.treeline.exporter.query.Aggregates;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SqlAnswer;
import io.treeline.exporter.query.SqlRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers over many sessions. */
final class NumberTools {

  private static final int MOST_GROUPS = 100;
  private static final int MOST_ROWS = 500;
  private static final int CELL = 500;

  private NumberTools() {}

  static SyncToolSpecification aggregate() {
    return Tools.tool(
        "aggregate",
        "Adds up spans over many sessions by group: calls, failures, what became of errors"
            + " (recovered, abandoned, ended the work), redundant calls of loops, durations (p50,"
            + " p95), tokens, cost, sessions without a person. Good for: which tool fails most,"
            + " what does each model cost, which prompt version (property:<name>) is better.",
        new Schemas()
            .filter()
            .text(
                "groupBy",
                "none, session, name, status, path, service, operation, provider, model, tool,"
                    + " agent, user, error (what errors say), arguments (hash), finishReason,"
                    + " inAgent, agentEdge or property:<name>; default none")
            .choice(
                "scope",
                "span (default): only spans that meet the conditions on spans; session: all spans"
                    + " of the sessions found",
                "span",
                "session")
            .text(
                "sort",
                "key, sessions, spans, llmCalls, toolCalls, errors, failed, errorRate, recovered,"
                    + " abandoned, redundantCalls, cost, tokens, meanDuration or p95Duration; a"
                    + " leading - is descending; default -spans")
            .number("limit", "groups, default 20", MOST_GROUPS),
        NumberTools::aggregates);
  }

  static SyncToolSpecification sql() {
    return Tools.tool(
        "sql",
        "Answers one SELECT statement over the views sessions, spans, content, paths and scores;"
            + " read the resource treeline://sql/schema for the dialect and their columns. Sum"
            + " tokens and cost over spans WHERE owns_usage. Read-only, 10 seconds, rows bounded by"
            + " limit: aggregate and filter in SQL.",
        new Schemas()
            .need("sql", "one SELECT (WITH is allowed)")
            .number("limit", "rows, default 50", MOST_ROWS),
        NumberTools::sql);
  }

  private static Answer aggregates(QueryService query, Arguments arguments) {
    Aggregates aggregates =
        query.aggregate(
            new AggregateRequest(
                arguments.filter(),
                arguments.text("groupBy"),
                null,
                arguments.text("scope"),
                arguments.text("sort"),
                Integer.toString(arguments.number("limit", 20, MOST_GROUPS))));
    StringBuilder text = new StringBuilder();
    Map<String, Object> data = new LinkedHashMap<>();
    List<Map<String, Object>> groups = new ArrayList<>();
    for (AggregateRow row : aggregates.groups()) {
      groups.add(row(text, String.valueOf(row.key()), row));
    }
    data.put("groups", groups);
    add(text, data, "other", "(%d others)".formatted(aggregates.otherGroups()), aggregates.other());
    add(text, data, "without", "(without)", aggregates.without());
    add(text, data, "total", "(total)", aggregates.total());
    return new Answer(text.toString(), data);
  }

  private static void add(
      StringBuilder text,
      Map<String, Object> data,
      String name,
      String label,
      @Nullable AggregateRow row) {
    if (row != null) {
      data.put(name, row(text, label, row));
    }
  }

  private static Map<String, Object> row(StringBuilder text, String label, AggregateRow row) {
    Measures measures = row.measures();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key", label);
    data.put("sessions", measures.sessions());
    data.put("spans", measures.spans());
    data.put("llmCalls", measures.llmCalls());
    data.put("toolCalls", measures.toolCalls());
    data.put("failed", measures.failed());
    data.put("recovered", measures.recovery().recovered());
    data.put("abandoned", measures.recovery().abandoned());
    data.put("endedTheWork", measures.recovery().failed());
    data.put("redundantCalls", measures.recovery().redundantCalls());
    Shown.put(data, "p50Millis", millis(measures.duration().p50Nanos()));
    Shown.put(data, "p95Millis", millis(measures.duration().p95Nanos()));
    Shown.put(data, "inputTokens", measures.tokens().input());
    Shown.put(data, "outputTokens", measures.tokens().output());
    java.math.BigDecimal usd = measures.costUsd();
    Shown.put(data, "costUsd", usd == null ? null : usd.toPlainString());
    data.put("unpricedCalls", measures.unpricedCalls());
    data.put("estimatedCalls", measures.estimatedCalls());
    data.put("humanFreeSessions", measures.findings().humanFree());
    data.put("analyzedSessions", measures.findings().analyzed());
    text.append(Answer.brief(label, 120)).append(": ");
    text.append(
        data.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("key") && !entry.getValue().equals(0L))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ")));
    text.append('\n');
    return data;
  }

  private static @Nullable Double millis(@Nullable Long nanos) {
    return nanos == null ? null : (Double) (nanos / 1e6);
  }

  private static Answer sql(QueryService query, Arguments arguments) {
    int limit = arguments.number("limit", 50, MOST_ROWS);
    SqlAnswer answer =
        query.sql(new SqlRequest(arguments.required("sql"), Integer.toString(limit)));
    List<String> columns = answer.columns().stream().map(SqlAnswer.Column::name).toList();
    StringBuilder text = new StringBuilder(String.join(" | ", columns)).append('\n');
    List<List<String>> rows = new ArrayList<>();
    boolean cut = answer.truncated();
    for (List<@Nullable Object> row : answer.rows()) {
      List<String> cells =
          row.stream().map(cell -> Answer.brief(String.valueOf(cell), CELL)).toList();
      String line = String.join(" | ", cells) + "\n";
      if (text.length() + line.length() > Answer.MOST - 100) {
        cut = true;
        break;
      }
      text.append(line);
      rows.add(cells);
    }
    text.append(cut ? "… there are more rows: aggregate or filter in SQL, or raise limit\n" : "");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("columns", columns);
    data.put("rows", rows);
    data.put("truncated", cut);
    return new Answer(text.toString(), data);
  }
}
