package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SessionPaths;
import io.treeline.exporter.store.rows.OutcomesOfRow;
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
        row -> row.next() ? Optional.of(OutcomesOfRow.session(row, ofSpans)) : Optional.empty());
  }

  private List<SpanRow> outcomesOfSpans(String sessionId) {
    String session = Sql.text(sessionId);
    return engine.read(
        tables
            .in(
                """
                SELECT o.* REPLACE (lower(hex(o.trace_id)) AS trace_id,
                  lower(hex(o.span_id)) AS span_id,
                  lower(hex(o.recovered_by_trace_id)) AS recovered_by_trace_id,
                  lower(hex(o.recovered_by_span_id)) AS recovered_by_span_id)
                FROM @span_outcomes AS o
                WHERE o.session_id = %1$s AND o.kept IN (
                  SELECT kept FROM @session_outcomes WHERE session_id = %1$s)
                ORDER BY o.trace_id, o.span_id
                """)
            .formatted(session),
        row -> {
          List<SpanRow> all = new ArrayList<>();
          while (row.next()) {
            all.add(OutcomesOfRow.span(row));
          }
          return all;
        });
  }
}
