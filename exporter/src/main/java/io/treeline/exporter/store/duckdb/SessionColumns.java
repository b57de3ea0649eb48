package io.treeline.exporter.store.duckdb;

/** The columns of a session. */
final class SessionColumns {

  /** What {@link io.treeline.exporter.store.rows.SessionOfRow} reads. */
  static final String COLUMNS =
      """
      session_id, session_id_source, name, derived_name, start_epoch_nanos, end_epoch_nanos,
        active_nanos, status, spans, llm_calls, tool_calls, errors, input_tokens, output_tokens,
        cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd, unpriced_calls,
        estimated_calls, models, users, services, [p.name FOR p IN properties] AS property_names,
        [p.value FOR p IN properties] AS property_values\
      """;

  private SessionColumns() {}
}
