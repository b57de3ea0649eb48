package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SqlDialect;
import java.util.List;

/** Questions in ClickHouse's language that whoever knows the views not yet can start from. */
final class SqlExamples {

  static final SqlDialect DIALECT =
      new SqlDialect(
          "ClickHouse",
          List.of(
              new SqlDialect.Example(
                  "Tools by how often they fail",
                  """
                  SELECT tool_name, count() AS calls, countIf(status = 'error') AS failed,
                    quantileExact(0.95)(duration_ms) AS p95
                  FROM spans WHERE operation = 'tool' GROUP BY ALL ORDER BY failed DESC\
                  """),
              new SqlDialect.Example(
                  "Cost by model and day",
                  """
                  SELECT toStartOfDay(start_time) AS day, model, sum(cost_usd) AS usd
                  FROM spans WHERE owns_usage GROUP BY ALL ORDER BY day, usd DESC\
                  """),
              new SqlDialect.Example(
                  "What users asked in sessions that failed",
                  """
                  SELECT s.session_id, JSONExtractString(c.input_messages, 1, 'parts', 1, 'content') AS asked
                  FROM sessions s JOIN spans USING (session_id) JOIN content c USING (trace_id, span_id)
                  WHERE s.status = 'error'\
                  """),
              new SqlDialect.Example(
                  "Errors by what they say",
                  """
                  SELECT tool_name, status_message, count(*) AS errors
                  FROM spans WHERE status = 'error' GROUP BY ALL ORDER BY errors DESC\
                  """),
              new SqlDialect.Example(
                  "Sessions by prompt version",
                  """
                  SELECT nullIf(properties['Prompt-Version'][1], '') AS version, count() AS sessions,
                    avg(duration_ms) AS mean_ms, sum(cost_usd) AS usd
                  FROM sessions GROUP BY ALL ORDER BY version\
                  """)));

  private SqlExamples() {}
}
