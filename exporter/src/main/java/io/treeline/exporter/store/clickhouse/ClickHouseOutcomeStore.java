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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    return due("true", most).stream().map(Due::session).toList();
  }

  /** A session written to all the time is waited with from when it was analysed, or its start. */
  @Override
  public List<Due> due(Turn turn, int most) {
    catchUp.run();
    long now = engine.clock();
    return due(
        """
        f.as_of <= %1$d - %2$d - intDiv(f.spans * %3$d, 1000) OR f.as_of > %1$d + 60000000
          OR if(o.revision IS NULL, intDiv(f.start_epoch_nanos, 1000), toInt64(o.kept)) <= %1$d - %4$d\
        """
            .formatted(
                now, micros(turn.quiet()), micros(turn.perThousandSpans()), micros(turn.longest())),
        most);
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  private List<Due> due(String condition, int most) {
    return engine.read(
        tables
            .in(
                """
                SELECT f.session_id AS session_id, toInt64(f.as_of) AS revision, f.spans AS spans
                FROM (SELECT session_id, as_of, spans, start_epoch_nanos FROM @sessions) AS f
                LEFT JOIN (SELECT session_id, revision, version, kept FROM @session_outcomes) AS o
                  ON o.session_id = f.session_id
                WHERE (o.revision IS NULL OR o.revision < f.as_of OR o.version < %d) AND (%s)
                ORDER BY f.as_of, f.session_id LIMIT %d
                """)
            .formatted(leastVersion.get(), condition, most),
        row -> {
          List<Due> due = new ArrayList<>();
          while (row.next()) {
            Pending pending = new Pending(row.text("session_id"), row.number("revision"));
            due.add(new Due(pending, row.number("spans")));
          }
          return due;
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
