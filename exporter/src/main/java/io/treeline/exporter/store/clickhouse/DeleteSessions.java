package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SpanKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes sessions away with all that belongs to them. What they hold is read first: the engine
 * deletes by lists, not by what other tables say. Their own rows go last, so that what was done in
 * part is found again.
 */
final class DeleteSessions {

  private static final String SPANS =
      """
      SELECT lower(hex(s.trace_id)) AS trace, lower(hex(s.span_id)) AS span,
        coalesce(s.session_id, t.inherited) IN %1$s AS doomed
      FROM (
        SELECT trace_id, span_id, session_id FROM @spans WHERE trace_id IN %2$s
      ) AS s
      LEFT JOIN (
        SELECT trace_id, session_id AS inherited FROM @traces WHERE trace_id IN %2$s
      ) AS t ON t.trace_id = s.trace_id
      """;

  /** Has rows of every table that a session has, keyed by its id, and by nothing else. */
  private static final List<String> OF_SESSIONS =
      List.of(
          "session_traces",
          "session_tags",
          "span_outcomes",
          "session_outcomes",
          "session_places",
          "session_steps",
          "session_findings",
          "sessions");

  private static final int AT_ONCE = 10_000;

  private final Engine engine;
  private final Tables tables;
  private final Deletion deletion;
  private final Tokens tokens;

  DeleteSessions(Engine engine, Tables tables, Deletion deletion, Tokens tokens) {
    this.engine = engine;
    this.tables = tables;
    this.deletion = deletion;
    this.tokens = tokens;
  }

  /** How much was there. */
  record Deleted(long sessions, long spans) {}

  /** What they hold must be worked out. */
  Deleted run(List<String> sessions) {
    long found = count(sessions);
    Set<String> traces = traces(sessions);
    List<SpanKey> doomed = new ArrayList<>();
    Set<String> whole = new HashSet<>(traces);
    engine.read(
        tables.in(SPANS).formatted(Sql.texts(sessions), Sql.ids(traces)),
        row -> {
          while (row.next()) {
            if (row.isTrue("doomed")) {
              doomed.add(new SpanKey(row.text("trace"), row.text("span")));
            } else {
              whole.remove(row.text("trace"));
            }
          }
          return doomed.size();
        });
    for (int from = 0; from < doomed.size(); from += AT_ONCE) {
      deleteSpans(doomed.subList(from, Math.min(doomed.size(), from + AT_ONCE)));
    }
    if (!whole.isEmpty()) {
      String ofWhole = "trace_id IN " + Sql.ids(whole);
      for (String table : List.of("span_logs", "traces", "session_traces", "scores")) {
        deletion.run(table, ofWhole);
      }
    }
    deletion.run("scores", "target = 'SESSION' AND session_id IN " + Sql.texts(sessions));
    for (String table : OF_SESSIONS) {
      deletion.run(table, "session_id IN " + Sql.texts(sessions));
    }
    tokens.renew();
    return new Deleted(found, doomed.size());
  }

  private void deleteSpans(List<SpanKey> doomed) {
    String keys =
        doomed.stream()
            .map(key -> "(%s, %s)".formatted(Sql.id(key.traceId()), Sql.id(key.spanId())))
            .collect(Collectors.joining(", ", "(trace_id, span_id) IN (", ")"));
    for (String table : List.of("span_logs", "added_properties", "scores", "spans")) {
      deletion.run(table, keys);
    }
  }

  private long count(List<String> sessions) {
    return engine.read(
        tables.in("SELECT toInt64(count()) AS found FROM @sessions WHERE session_id IN ")
            + Sql.texts(sessions),
        row -> row.next() ? row.number("found") : 0L);
  }

  private Set<String> traces(List<String> sessions) {
    Set<String> traces = new HashSet<>();
    sessions.stream().filter(ReadSpans::isTrace).forEach(traces::add);
    engine.read(
        tables.in(
                "SELECT DISTINCT lower(hex(trace_id)) AS trace FROM @session_traces WHERE"
                    + " session_id IN ")
            + Sql.texts(sessions),
        row -> {
          while (row.next()) {
            traces.add(row.text("trace"));
          }
          return traces.size();
        });
    return traces;
  }
}
