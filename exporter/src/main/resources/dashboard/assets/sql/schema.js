/** What docs/sql.md says of the views, for the help beside the editor. */

/** Name, what a row is, columns. */
export const VIEWS = [
  ['sessions', 'one row per session', 'session_id session_id_source name name_given start_time end_time start_epoch_nanos end_epoch_nanos duration_ms active_ms status spans llm_calls tool_calls errors input_tokens output_tokens cache_read_tokens cache_write_tokens reasoning_tokens cost_usd unpriced_calls estimated_calls models users services properties'.split(' ')],
  ['spans', 'one row per span', 'trace_id span_id parent_span_id session_id name kind operation operation_name start_time end_time start_epoch_nanos end_epoch_nanos duration_ms status status_message error_type error_source service conversation_id session_name given_path user_id properties tags provider request_model response_model model response_id finish_reasons agent_name agent_id tool_name tool_call_id owns_usage unpriced input_tokens output_tokens cache_read_tokens cache_write_tokens reasoning_tokens cost_usd cost_source usage_source reported_cost_usd reported_cost_source empty_result time_to_first_chunk_ms attributes events resource_attributes scope_name dialect'.split(' ')],
  ['content', 'one row per span that said something', 'trace_id span_id start_time input_messages output_messages system_instructions tool_definitions tool_arguments tool_result input output'.split(' ')],
  ['paths', 'one row per span', 'trace_id span_id session_id path derived'.split(' ')],
  ['scores', 'one row per score', 'score_id name value_type number label source comment time target trace_id span_id session_id session_name path response_id metadata'.split(' ')],
];
