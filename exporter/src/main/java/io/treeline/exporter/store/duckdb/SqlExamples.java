package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SqlDialect;
import java.util.List;

/** Questions in DuckDB's language that whoever knows the views not yet can start from. */
final class SqlExamples {

  static final SqlDialect DIALECT =
      new SqlDialect(
          "DuckDB",
          List.of(
              new SqlDialect.Example(
                  "Tools by how often they fail",
                  """
                  SELECT tool_name, count(*) AS calls, count(*) FILTER (status = 'error') AS failed,
                    quantile_disc(duration_ms, 0.95) AS p95
                  FROM spans WHERE operation = 'tool' GROUP BY ALL ORDER BY failed DESC\
                  """),
              new SqlDialect.Example(
                  "Cost by model and day",
                  """
                  SELECT date_trunc('day', start_time) AS day, model, sum(cost_usd) AS usd
                  FROM spans WHERE owns_usage GROUP BY ALL ORDER BY day, usd DESC\
                  """),
              new SqlDialect.Example(
                  "What users asked in sessions that failed",
                  """
                  SELECT s.session_id, json_extract_string(c.input_messages, '$[0].parts[0].content') AS asked
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
                  SELECT properties['Prompt-Version'][1] AS version, count(*) AS sessions,
                    avg(duration_ms) AS mean_ms, sum(cost_usd) AS usd
                  FROM sessions GROUP BY ALL ORDER BY version\
                  """)));

  private SqlExamples() {}
}
