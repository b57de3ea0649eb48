package io.treeline.exporter.store.clickhouse;

/** The columns of a session. */
final class SessionColumns {

  /** What {@link io.treeline.exporter.store.rows.SessionOfRow} reads. */
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
}
