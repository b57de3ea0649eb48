package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.SqlResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs one question in SQL: checked as a tree, read-only, bounded in time, memory, rows and bytes.
 *
 * <p>The engine writes the statement anew; that text alone is looked at as a tree, and that text
 * runs. Names alone are looked up in a database without anything of ours, and beneath all that each
 * of our tables gives only the rows of the project, whatever is asked.
 */
final class RunSql {

  private static final int MAX_SQL_CHARS = 20_000;
  private static final int MAX_MESSAGE_CHARS = 400;
  private static final long MAX_ANSWER_CHARS = 16L << 20;
  private static final long MEMORY_BYTES = 1L << 30;
  private static final int TIMEOUT_EXCEEDED = 159;
  private static final String ELSEWHERE = "information_schema";

  // What a message says of the statement around the one that was asked.
  private static final Pattern AROUND =
      Pattern.compile(
          "(?i)(:? in scope |\\. Expected |\\. In scope |: While |\\(version |\\. Stack trace).*",
          Pattern.DOTALL);
  private static final Pattern SELECTS = Pattern.compile("[(]*(SELECT|WITH)\\b");
  private static final Pattern BEFORE = Pattern.compile("^(Code: \\d+\\. )?(DB::Exception: )?");

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;
  private final SqlQuery query;
  private final DerivePaths paths;
  private final long deadlineNanos;

  RunSql(Engine engine, Tables tables, CatchUp catchUp, SqlQuery query, DerivePaths paths) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
    this.query = query;
    this.paths = paths;
    this.deadlineNanos = System.nanoTime() + query.timeout().toNanos();
  }

  SqlResult run() {
    if (query.sql().length() > MAX_SQL_CHARS) {
      throw new SqlRefusedException(
          "a statement must have at most %d characters: had %d"
              .formatted(MAX_SQL_CHARS, query.sql().length()));
    }
    Written written = written();
    String asked = "SELECT * FROM (\n" + written.text() + "\n)";
    SqlGuard guard = new SqlGuard(written.taken());
    guard.check(asked, texts("EXPLAIN AST " + asked));
    catchUp.run();
    String derived =
        guard.views().contains("paths")
            ? DerivedPaths.table(engine, tables, TimeRange.ALL, inTime()).rows()
            : "";
    String sql =
        SqlViews.expressions(tables, guard.views(), derived)
            + asked
            + " LIMIT "
            + (query.maxRows() + 1L);
    return ask(
        sql, new SqlAnswerReader(query.maxRows(), MAX_ANSWER_CHARS)::read, settings(sql.length()));
  }

  /**
   * The statement as the engine writes it.
   *
   * @param text without comments, and one only
   * @param taken names in {@link #ELSEWHERE}, in lower case
   */
  private record Written(String text, Set<String> taken) {}

  private Written written() {
    String question = query.sql().strip();
    // One at the end does no harm.
    while (question.endsWith(";")) {
      question = question.substring(0, question.length() - 1).strip();
    }
    List<String> texts =
        texts(
            "SELECT arrayJoin(arrayPushFront((SELECT groupArray(lower(name)) FROM system.tables WHERE database = '%s'), formatQuerySingleLine(%s)))"
                .formatted(ELSEWHERE, Sql.text(question)));
    if (!SELECTS.matcher(texts.get(0)).lookingAt()) {
      throw new SqlRefusedException(
          "only one SELECT statement can be asked, nothing that writes or sets");
    }
    return new Written(texts.get(0), Set.copyOf(texts.subList(1, texts.size())));
  }

  private List<String> texts(String sql) {
    SqlResult result =
        ask(
            sql,
            new SqlAnswerReader(Integer.MAX_VALUE, MAX_ANSWER_CHARS)::read,
            settings(sql.length()));
    return result.rows().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  private <T> T ask(String sql, Engine.Streaming<T> reading, Map<String, String> settings) {
    try {
      return engine.ask(sql, ELSEWHERE, settings, reading);
    } catch (Engine.RefusedStatement e) {
      throw e.code() == TIMEOUT_EXCEEDED ? tookTooLong() : new SqlRefusedException(reason(e));
    }
  }

  private Map<String, String> settings(int chars) {
    double seconds = Math.max(0.001, (deadlineNanos - System.nanoTime()) / 1e9);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("readonly", "1");
    all.put("additional_table_filters", filters());
    all.put("max_execution_time", String.format(Locale.ROOT, "%.3f", seconds));
    all.put("timeout_overflow_mode", "throw");
    all.put("cancel_http_readonly_queries_on_client_close", "1");
    all.put("max_memory_usage", String.valueOf(MEMORY_BYTES));
    all.put("max_bytes_before_external_group_by", String.valueOf(MEMORY_BYTES / 4));
    all.put("max_bytes_before_external_sort", String.valueOf(MEMORY_BYTES / 4));
    all.put("max_result_bytes", String.valueOf(4 * MAX_ANSWER_CHARS));
    all.put("result_overflow_mode", "break");
    all.put("max_query_size", String.valueOf(chars + (1L << 20)));
    all.put("max_ast_elements", "50000");
    all.put("max_expanded_ast_elements", "500000");
    // An order inside of the brackets is the answer's.
    all.put("query_plan_remove_redundant_sorting", "0");
    all.put("optimize_duplicate_order_by_and_distinct", "0");
    all.put("union_default_mode", "DISTINCT");
    all.put("except_default_mode", "DISTINCT");
    all.put("intersect_default_mode", "DISTINCT");
    all.put("wait_end_of_query", "1");
    all.put("output_format_json_quote_64bit_integers", "0");
    all.put("output_format_json_quote_64bit_floats", "0");
    all.put("output_format_json_quote_decimals", "0");
    all.put("output_format_json_quote_denormals", "1");
    all.put("output_format_json_validate_utf8", "1");
    return all;
  }

  private String filters() {
    StringBuilder filters = new StringBuilder("{");
    for (String table : Schema.tables()) {
      filters
          .append(filters.length() == 1 ? "" : ", ")
          .append(Sql.text(engine.settings().database() + "." + table))
          .append(": ")
          .append(Sql.text("project = " + tables.projectLiteral()));
    }
    return filters.append('}').toString();
  }

  private DerivePaths inTime() {
    return spans -> {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw tookTooLong();
      }
      return paths.of(spans);
    };
  }

  private SqlRefusedException tookTooLong() {
    return new SqlRefusedException(
        "the statement took longer than %d ms and was cancelled: ask for a shorter time or fewer sessions"
            .formatted(query.timeout().toMillis()));
  }

  private static String reason(Engine.RefusedStatement e) {
    String reason = e.reason();
    String before = "";
    while (!before.equals(reason)) {
      before = reason;
      reason = BEFORE.matcher(reason).replaceFirst("");
    }
    reason = AROUND.matcher(reason).replaceFirst("").strip();
    return reason.length() > MAX_MESSAGE_CHARS ? reason.substring(0, MAX_MESSAGE_CHARS) : reason;
  }
}
