package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.JsonText;
import java.util.List;
import java.util.Map;

/** Writes rows of {@code spans}. */
final class SpanRow {

  /** In the order in which the values are written. */
  static final List<String> COLUMNS =
      List.of(
          """
          project trace_id span_id parent_span_id name kind start_epoch_nanos end_epoch_nanos status
          status_message error_type error_source service session_id session_id_source
          conversation_id session_name raw_path path user_id properties tags operation
          operation_name provider request_model response_model response_id finish_reasons agent_name
          agent_id tool_name tool_call_id tool_arguments_hash tool_result_hash empty_result
          input_tokens output_tokens cache_read_tokens cache_write_tokens reasoning_tokens
          cache_write_hour_tokens input_audio_tokens output_audio_tokens cache_read_audio_tokens
          input_image_tokens usage_source cost_usd cost_source reported_cost_usd
          reported_cost_source time_to_first_chunk_nanos scope_name scope_version scope_attributes
          resource_attributes attributes events links dialect part_fields part_hashes version
          """
              .strip()
              .split("\\s+"));

  private SpanRow() {}

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when the span cannot be kept as it is
   */
  static void write(
      Rows rows,
      String project,
      Span span,
      Map<String, String> properties,
      SplitContent content,
      long version) {
    rows.text(project)
        .id(span.key().traceId())
        .id(span.key().spanId())
        .idOrNull(span.parentSpanId())
        .text(span.name())
        .text(span.kind().name())
        .number(span.startEpochNanos())
        .numberOrNull(span.endEpochNanos())
        .text(span.status().name())
        .textOrNull(span.statusMessage())
        .textOrNull(span.errorType())
        .enumOrNull(span.errorSource())
        .text(span.origin().service());
    writeSession(rows, span.session(), properties);
    writeOperation(rows, span);
    rows.textOrNull(span.origin().scopeName())
        .textOrNull(span.origin().scopeVersion())
        .text(JsonText.write(span.origin().scopeAttributes()))
        .text(JsonText.write(span.origin().resourceAttributes()))
        .text(JsonText.write(span.attributes()))
        .text(JsonText.write(span.events()))
        .text(JsonText.write(span.links()))
        .text(span.dialect())
        .smallNumbers(content.fields())
        .ids(content.hashes())
        .number(version)
        .end();
  }

  private static void writeSession(Rows rows, SessionFacts facts, Map<String, String> properties) {
    rows.textOrNull(facts.sessionId())
        .enumOrNull(facts.sessionIdSource())
        .textOrNull(facts.conversationId())
        .textOrNull(facts.sessionName())
        .textOrNull(facts.rawPath())
        .textOrNull(facts.path())
        .textOrNull(facts.userId())
        .map(properties)
        .texts(facts.tags());
  }

  private static void writeOperation(Rows rows, Span span) {
    Operation operation = span.operation();
    rows.text(operation.kind().name())
        .textOrNull(operation.name())
        .textOrNull(operation.provider())
        .textOrNull(operation.requestModel())
        .textOrNull(operation.responseModel())
        .textOrNull(operation.responseId())
        .texts(operation.finishReasons())
        .textOrNull(operation.agentName())
        .textOrNull(operation.agentId())
        .textOrNull(operation.toolName())
        .textOrNull(operation.toolCallId())
        .numberOrNull(operation.toolArgumentsHash())
        .numberOrNull(operation.toolResultHash())
        .bit(operation.emptyResult())
        .numberOrNull(operation.usage().input())
        .numberOrNull(operation.usage().output())
        .numberOrNull(operation.usage().cacheRead())
        .numberOrNull(operation.usage().cacheWrite())
        .numberOrNull(operation.usage().reasoning())
        .numberOrNull(operation.usage().cacheWriteHour())
        .numberOrNull(operation.usage().inputAudio())
        .numberOrNull(operation.usage().outputAudio())
        .numberOrNull(operation.usage().cacheReadAudio())
        .numberOrNull(operation.usage().inputImage())
        .textOrNull(operation.usageSource())
        .costOrNull(Costs.scaled(span.key(), operation.costUsd()))
        .textOrNull(operation.costSource())
        .costOrNull(Costs.scaled(span.key(), operation.reportedCostUsd()))
        .textOrNull(operation.reportedCostSource())
        .numberOrNull(operation.timeToFirstChunkNanos());
  }
}
