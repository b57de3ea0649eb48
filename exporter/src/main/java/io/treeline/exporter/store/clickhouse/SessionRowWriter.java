package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SessionRow;
import java.util.ArrayList;
import java.util.List;

/** Writes rows of {@code sessions}. */
final class SessionRowWriter {

  static final List<String> COLUMNS =
      List.of(
          """
          project session_id session_id_source name derived_name start_epoch_nanos end_epoch_nanos
          seen_until_epoch_nanos active_nanos status spans llm_calls tool_calls errors input_tokens
          output_tokens cache_read_tokens cache_write_tokens reasoning_tokens cost_usd
          unpriced_calls estimated_calls models users services property_names property_values
          suppressed_traces suppressed_spans suppressed_rules suppressed_by digest as_of is_deleted
          """
              .strip()
              .split("\\s+"));

  /** What tells that a session has no spans any more. */
  static final List<String> COLUMNS_OF_NONE =
      List.of("project", "session_id", "as_of", "is_deleted");

  private SessionRowWriter() {}

  static void write(
      Rows rows,
      String project,
      SessionRow session,
      long seenUntil,
      List<SessionSummary.Suppressed> suppressed,
      long digest,
      long asOf) {
    rows.text(project)
        .text(session.sessionId())
        .text(session.sessionIdSource().name())
        .textOrNull(session.name())
        .text(session.derivedName())
        .number(session.startEpochNanos())
        .numberOrNull(session.endEpochNanos())
        .number(seenUntil)
        .number(session.activeNanos())
        .text(session.status().name())
        .number(session.spans())
        .number(session.llmCalls())
        .number(session.toolCalls())
        .number(session.errors())
        .numberOrNull(session.inputTokens())
        .numberOrNull(session.outputTokens())
        .numberOrNull(session.cacheReadTokens())
        .numberOrNull(session.cacheWriteTokens())
        .numberOrNull(session.reasoningTokens())
        .costOrNull(session.costUsd())
        .number(session.unpricedCalls())
        .number(session.estimatedCalls())
        .texts(session.models())
        .texts(session.users())
        .texts(session.services());
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    session
        .properties()
        .forEach(
            (name, all) -> {
              for (String value : all) {
                names.add(name);
                values.add(value);
              }
            });
    rows.texts(names)
        .texts(values)
        .ids(suppressed.stream().map(one -> one.span().traceId()).toList())
        .ids(suppressed.stream().map(one -> one.span().spanId()).toList())
        .texts(suppressed.stream().map(SessionSummary.Suppressed::rule).toList())
        .ids(suppressed.stream().map(one -> one.by().spanId()).toList())
        .number(digest)
        .number(asOf)
        .bit(false)
        .end();
  }

  static void writeNone(Rows rows, String project, String sessionId, long asOf) {
    rows.text(project).text(sessionId).number(asOf).bit(true).end();
  }
}
