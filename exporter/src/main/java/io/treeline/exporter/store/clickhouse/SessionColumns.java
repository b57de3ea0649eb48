package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes session rows from rows of {@code sessions f}. */
final class SessionColumns {

  /** What {@link #session} reads. */
  static final String COLUMNS =
      """
      f.session_id AS session_id, f.session_id_source AS session_id_source, f.name AS name,
        f.derived_name AS derived_name, f.start_epoch_nanos AS start_epoch_nanos,
        f.end_epoch_nanos AS end_epoch_nanos, f.active_nanos AS active_nanos, f.status AS status,
        f.spans AS spans, f.llm_calls AS llm_calls, f.tool_calls AS tool_calls,
        f.errors AS errors, f.input_tokens AS input_tokens, f.output_tokens AS output_tokens,
        f.cache_read_tokens AS cache_read_tokens, f.cache_write_tokens AS cache_write_tokens,
        f.reasoning_tokens AS reasoning_tokens, f.cost_usd AS cost_usd,
        f.unpriced_calls AS unpriced_calls, f.estimated_calls AS estimated_calls, f.models AS models, f.users AS users,
        f.services AS services, f.property_names AS property_names,
        f.property_values AS property_values\
      """;

  private SessionColumns() {}

  static SessionRow session(Row row) {
    return new SessionRow(
        row.text("session_id"),
        SessionIdSource.valueOf(row.text("session_id_source")),
        row.textOrNull("name"),
        row.text("derived_name"),
        row.number("start_epoch_nanos"),
        row.numberOrNull("end_epoch_nanos"),
        row.number("active_nanos"),
        SessionStatus.valueOf(row.text("status")),
        row.number("spans"),
        row.number("llm_calls"),
        row.number("tool_calls"),
        row.number("errors"),
        row.numberOrNull("input_tokens"),
        row.numberOrNull("output_tokens"),
        row.numberOrNull("cache_read_tokens"),
        row.numberOrNull("cache_write_tokens"),
        row.numberOrNull("reasoning_tokens"),
        row.decimalOrNull("cost_usd"),
        row.number("unpriced_calls"),
        row.number("estimated_calls"),
        row.texts("models"),
        row.texts("users"),
        row.texts("services"),
        properties(row));
  }

  private static SortedMap<String, List<String>> properties(Row row) {
    List<String> names = row.texts("property_names");
    List<String> values = row.texts("property_values");
    SortedMap<String, List<String>> properties = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      properties.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(values.get(i));
    }
    return properties;
  }
}
