package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SessionPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Findings. A session is to be analysed while its numbers are newer than what was analysed. */
final class ClickHouseOutcomeStore implements OutcomeStore {

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;
  private final ReadSpans spans;

  /** Findings of versions before this one are to be made again; of this process alone. */
  private final AtomicInteger leastVersion = new AtomicInteger();

  ClickHouseOutcomeStore(Engine engine, Tables tables, CatchUp catchUp, ReadSpans spans) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
    this.spans = spans;
  }

  @Override
  public List<Pending> pending(int most) {
    catchUp.run();
    return engine.read(
        tables
            .in(
                """
                SELECT f.session_id AS session_id, toInt64(f.as_of) AS revision
                FROM (SELECT session_id, as_of FROM @sessions) AS f
                LEFT JOIN (SELECT session_id, revision, version FROM @session_outcomes) AS o
                  ON o.session_id = f.session_id
                WHERE o.revision IS NULL OR o.revision < f.as_of OR o.version < %d
                ORDER BY f.as_of, f.session_id LIMIT %d
                """)
            .formatted(leastVersion.get(), most),
        row -> {
          List<Pending> pending = new ArrayList<>();
          while (row.next()) {
            pending.add(new Pending(row.text("session_id"), row.number("revision")));
          }
          return pending;
        });
  }

  @Override
  public void keep(SessionOutcomes outcomes, SessionPaths paths, long revision) {
    keepAll(List.of(new Analysed(outcomes, paths, revision)));
  }

  @Override
  public void keepAll(List<Analysed> analysed) {
    KeepOutcomes.run(engine, tables, analysed);
  }

  @Override
  public long renew(int version) {
    int before = leastVersion.getAndAccumulate(version, Math::max);
    return engine.read(
        tables
            .in(
                """
                SELECT count() AS sessions FROM @session_outcomes
                WHERE version >= %d AND version < %d
                """)
            .formatted(before, version),
        row -> row.next() ? row.number("sessions") : 0L);
  }

  @Override
  public DecisionRows decisions(DecisionQuery query) {
    return new SelectDecisions(engine, chosen(query.filter())).run(query);
  }

  @Override
  public List<FindingRow> findings(SessionFilter filter, int limit, int examples) {
    return SelectFindings.run(engine, chosen(filter), limit, examples);
  }

  private String chosen(SessionFilter filter) {
    catchUp.run();
    Set<String> byContent =
        filter.content() == null
            ? null
            : new SearchContent(engine, tables, spans).sessions(filter.content(), filter.range());
    return ChosenSessions.with(tables, filter, byContent, leastVersion.get());
  }

  @Override
  public Optional<SessionOutcomes> of(String sessionId) {
    List<SpanRow> ofSpans = outcomesOfSpans(sessionId);
    return engine.read(
        tables.in("SELECT * FROM @session_outcomes WHERE session_id = ") + Sql.text(sessionId),
        row -> row.next() ? Optional.of(session(row, ofSpans)) : Optional.empty());
  }

  private List<SpanRow> outcomesOfSpans(String sessionId) {
    String session = Sql.text(sessionId);
    return engine.read(
        tables
            .in(
                """
                SELECT lower(hex(o.trace_id)) AS trace, lower(hex(o.span_id)) AS span,
                  lower(hex(o.recovered_by_trace_id)) AS by_trace,
                  lower(hex(o.recovered_by_span_id)) AS by_span, o.*
                FROM @span_outcomes AS o
                WHERE o.session_id = %1$s AND o.kept IN (
                  SELECT kept FROM @session_outcomes WHERE session_id = %1$s)
                ORDER BY o.trace_id, o.span_id
                """)
            .formatted(session),
        row -> {
          List<SpanRow> all = new ArrayList<>();
          while (row.next()) {
            all.add(span(row));
          }
          return all;
        });
  }

  private static SpanRow span(Row row) {
    String byTrace = row.textOrNull("by_trace");
    String bySpan = row.textOrNull("by_span");
    return new SpanRow(
        new SpanKey(row.text("trace"), row.text("span")),
        row.text("outcome"),
        row.text("path"),
        row.isTrue("cause"),
        row.textOrNull("next_step"),
        row.textOrNull("evidence"),
        byTrace == null || bySpan == null ? null : new SpanKey(byTrace, bySpan),
        row.number("attempts"),
        new Cost(
            0,
            row.number("recovery_nanos"),
            row.numberOrNull("recovery_input_tokens"),
            row.numberOrNull("recovery_output_tokens"),
            row.decimalOrNull("recovery_cost_usd")),
        row.numberOrNull("loop_number"),
        row.isTrue("redundant"));
  }

  private static SessionOutcomes session(Row row, List<SpanRow> spans) {
    return new SessionOutcomes(
        row.text("session_id"),
        (int) row.number("version"),
        new Cost(
            0, row.number("recovery_nanos"), null, null, row.decimalOrNull("recovery_cost_usd")),
        row.number("loops"),
        new Cost(
            row.number("wasted_calls"),
            row.number("wasted_nanos"),
            row.numberOrNull("wasted_input_tokens"),
            row.numberOrNull("wasted_output_tokens"),
            row.decimalOrNull("wasted_cost_usd")),
        row.number("compared_calls"),
        row.number("unknown_calls"),
        row.isTrue("human_free"),
        row.number("interventions"),
        row.number("approved"),
        row.number("rejected"),
        row.number("handoffs"),
        row.number("limits_reached"),
        row.number("working_nanos"),
        row.number("waiting_nanos"),
        row.number("idle_nanos"),
        row.number("critical_nanos"),
        java.util.Objects.requireNonNull(row.realOrNull("parallelism")),
        spans);
  }
}
