package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads spans, with their content or without. */
final class ReadSpans {

  private static final String OF_SESSION =
      """
      SELECT %s
      FROM @spans AS s
      JOIN (
        SELECT trace_id, session_id AS inherited FROM @traces
        WHERE trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id = %s)
          OR trace_id = %s
      ) AS t ON t.trace_id = s.trace_id
      WHERE (s.trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id = %2$s)
          OR s.trace_id = %3$s)
        AND coalesce(s.session_id, t.inherited) = %2$s
      ORDER BY s.start_epoch_nanos, s.trace_id, s.span_id
      """;

  private static final String OF_SESSIONS =
      """
      SELECT coalesce(s.session_id, t.inherited) AS member, %1$s
      FROM @spans AS s
      JOIN (
        SELECT trace_id, session_id AS inherited FROM @traces
        WHERE trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id IN %2$s)
          OR trace_id IN %3$s
      ) AS t ON t.trace_id = s.trace_id
      WHERE (s.trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id IN %2$s)
          OR s.trace_id IN %3$s)
        AND coalesce(s.session_id, t.inherited) IN %2$s
      """;

  private final Engine engine;
  private final Tables tables;
  private final ContentTexts texts;

  ReadSpans(Engine engine, Tables tables, ContentTexts texts) {
    this.engine = engine;
    this.tables = tables;
    this.texts = texts;
  }

  /** A span whose content is still in parts. */
  private record Parted(Span span, List<Integer> fields, List<String> hashes) {}

  /** By start, trace id and span id. What hangs on traces must be worked out. */
  List<Span> ofSession(String sessionId, boolean withContent) {
    String sql =
        tables
            .in(OF_SESSION)
            .formatted(columns(withContent), Sql.text(sessionId), traceOrNothing(sessionId));
    return read(sql, withContent);
  }

  /** Those of some sessions, without content, with what an analysis reads. */
  Map<String, List<Span>> toAnalyse(Collection<String> sessions) {
    Map<String, List<Span>> found = new HashMap<>();
    if (sessions.isEmpty()) {
      return found;
    }
    String sql =
        tables
            .in(OF_SESSIONS)
            .formatted(
                SpanColumns.TO_ANALYSE,
                Sql.texts(sessions),
                Sql.ids(sessions.stream().filter(ReadSpans::isTrace).toList()));
    return engine.read(
        sql,
        row -> {
          SpanColumns columns = new SpanColumns(row);
          while (row.next()) {
            found.computeIfAbsent(row.text("member"), id -> new ArrayList<>()).add(columns.span());
          }
          return found;
        });
  }

  /** One span. */
  Optional<Span> one(SpanKey key) {
    return read(
            tables.in("SELECT %s FROM @spans AS s WHERE ").formatted(columns(true)) + isKey(key),
            true)
        .stream()
        .findFirst();
  }

  /** Those of some keys that are stored, in any order. */
  List<Span> byKeys(List<SpanKey> keys, boolean withContent) {
    if (keys.isEmpty()) {
      return List.of();
    }
    String all =
        keys.stream()
            .map(key -> "(%s, %s)".formatted(Sql.id(key.traceId()), Sql.id(key.spanId())))
            .collect(Collectors.joining(", ", "(", ")"));
    return read(
        tables
                .in("SELECT %s FROM @spans AS s WHERE (s.trace_id, s.span_id) IN ")
                .formatted(columns(withContent))
            + all,
        withContent);
  }

  boolean isStored(SpanKey key) {
    return engine.read(
        tables.in("SELECT 1 AS one FROM @spans AS s WHERE ") + isKey(key) + " LIMIT 1",
        row -> row.next());
  }

  /** A session's id may be that of a trace in which nobody gave one. */
  static String traceOrNothing(String sessionId) {
    return isTrace(sessionId) ? Sql.id(sessionId) : "unhex('')";
  }

  static boolean isTrace(String sessionId) {
    return sessionId.length() == 32
        && sessionId.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  static String columns(boolean withContent) {
    return withContent ? SpanColumns.OF_SPAN + ", " + SpanColumns.OF_CONTENT : SpanColumns.OF_SPAN;
  }

  /** Runs a statement that has these columns and reads what it answers. */
  List<Span> read(String sql, boolean withContent) {
    List<Parted> parted =
        engine.read(
            sql,
            row -> {
              SpanColumns columns = new SpanColumns(row);
              List<Parted> all = new ArrayList<>();
              while (row.next()) {
                all.add(
                    new Parted(
                        columns.span(),
                        withContent ? row.smallNumbers("part_fields") : List.of(),
                        withContent ? hashes(row) : List.of()));
              }
              return all;
            });
    Set<String> hashes = new HashSet<>();
    parted.forEach(span -> hashes.addAll(span.hashes()));
    var found = texts.read(hashes);
    return parted.stream()
        .map(
            one ->
                one.fields().isEmpty()
                    ? one.span()
                    : one.span().withContent(ContentFields.join(one.fields(), one.hashes(), found)))
        .toList();
  }

  private static List<String> hashes(Row row) {
    return row.texts("part_hashes");
  }

  private static String isKey(SpanKey key) {
    return "s.trace_id = %s AND s.span_id = %s"
        .formatted(Sql.id(key.traceId()), Sql.id(key.spanId()));
  }
}
