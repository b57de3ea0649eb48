package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out traces and sessions anew, from their spans, and keeps what changed. */
final class RefreshSessions {

  private static final List<String> TRACE =
      List.of(
          "project",
          "trace_id",
          "session_id",
          "session_id_source",
          "first_start_epoch_nanos",
          "last_start_epoch_nanos",
          "as_of");

  /**
   * Goes up with what a row says: rows of an earlier one are written anew even where their spans
   * are the same.
   */
  private static final long NUMBERS_VERSION = 3;

  private final Engine engine;
  private final Tables tables;

  RefreshSessions(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Spans with the versions they were read in. */
  private record Read(List<Span> spans, Map<SpanKey, Long> versions) {}

  /** Those that some traces' spans belong to or belonged to. */
  void run(Collection<String> traceIds) {
    long asOf = engine.clock();
    Set<String> sessions = sessionsOf(traceIds);
    Set<String> traces = tracesOf(sessions);
    traces.addAll(traceIds);
    Read read = read(traces);
    Map<String, SessionMembers> members = new HashMap<>();
    Map<String, List<Span>> bySession = new LinkedHashMap<>();
    Map<String, SessionIdSource> sources = new HashMap<>();
    SessionMembers.byTrace(read.spans())
        .forEach(
            (trace, spans) -> {
              SessionMembers of = SessionMembers.of(trace, spans);
              members.put(trace, of);
              for (Span span : spans) {
                String session = of.of(span);
                bySession.computeIfAbsent(session, id -> new ArrayList<>()).add(span);
                SessionIdSource own = span.session().sessionIdSource();
                sources.merge(
                    session,
                    own == null ? of.source() : own,
                    (one, other) -> one.compareTo(other) <= 0 ? one : other);
              }
            });
    keepTraces(members.values(), asOf);
    keepSessions(sessions, bySession, sources, read.versions(), asOf);
  }

  /** Sessions that any version of a span of these traces named, and the traces' own. */
  private Set<String> sessionsOf(Collection<String> traceIds) {
    Set<String> sessions = new LinkedHashSet<>(traceIds);
    engine.read(
        "SELECT DISTINCT assumeNotNull(session_id) AS session FROM %s WHERE project = %s AND trace_id IN %s AND session_id IS NOT NULL"
            .formatted(tables.named("spans"), tables.projectLiteral(), Sql.ids(traceIds)),
        row -> {
          while (row.next()) {
            sessions.add(row.text("session"));
          }
          return sessions.size();
        });
    return sessions;
  }

  /** Traces that may hold spans of these sessions. */
  private Set<String> tracesOf(Set<String> sessions) {
    Set<String> traces = new LinkedHashSet<>();
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

  private Read read(Set<String> traces) {
    return engine.read(
        tables
                .in("SELECT %s, s.version AS version FROM @spans AS s WHERE s.trace_id IN ")
                .formatted(SpanColumns.LIGHT)
            + Sql.ids(traces),
        row -> {
          SpanColumns columns = new SpanColumns(row);
          List<Span> spans = new ArrayList<>();
          Map<SpanKey, Long> versions = new HashMap<>();
          while (row.next()) {
            Span span = columns.span();
            spans.add(span);
            versions.put(span.key(), row.number("version"));
          }
          return new Read(spans, versions);
        });
  }

  private void keepTraces(Collection<SessionMembers> traces, long asOf) {
    Rows rows = new Rows();
    for (SessionMembers trace : traces) {
      rows.text(tables.project().name())
          .id(trace.traceId())
          .text(trace.sessionId())
          .text(trace.source().name())
          .number(trace.firstStart())
          .number(trace.lastStart())
          .number(asOf)
          .end();
    }
    engine.insert(tables.named("traces"), TRACE, rows, null);
  }

  private void keepSessions(
      Set<String> sessions,
      Map<String, List<Span>> bySession,
      Map<String, SessionIdSource> sources,
      Map<SpanKey, Long> versions,
      long asOf) {
    Map<String, Long> kept = keptDigests(sessions);
    Rows changed = new Rows();
    Rows gone = new Rows();
    for (String session : sessions) {
      List<Span> spans = bySession.get(session);
      if (spans == null) {
        if (kept.containsKey(session)) {
          SessionRowWriter.writeNone(gone, tables.project().name(), session, asOf);
        }
        continue;
      }
      long digest = digest(spans, versions);
      if (Long.valueOf(digest).equals(kept.get(session))) {
        continue;
      }
      SessionSummary summary = new SessionSummary(session, spans);
      SessionRowWriter.write(
          changed,
          tables.project().name(),
          summary.row(sources.getOrDefault(session, SessionIdSource.TRACE)),
          summary.seenUntil(),
          summary.suppressed(),
          digest,
          asOf);
    }
    engine.insert(tables.named("sessions"), SessionRowWriter.COLUMNS, changed, null);
    engine.insert(tables.named("sessions"), SessionRowWriter.COLUMNS_OF_NONE, gone, null);
  }

  private Map<String, Long> keptDigests(Set<String> sessions) {
    Map<String, Long> kept = new HashMap<>();
    return engine.read(
        tables.in("SELECT session_id, digest FROM @sessions WHERE session_id IN ")
            + Sql.texts(sessions),
        row -> {
          while (row.next()) {
            kept.put(row.text("session_id"), row.number("digest"));
          }
          return kept;
        });
  }

  /** The same for the same spans in the same versions, in any order. */
  private static long digest(List<Span> spans, Map<SpanKey, Long> versions) {
    long digest = (NUMBERS_VERSION << 32) + spans.size();
    for (Span span : spans) {
      long one = versions.getOrDefault(span.key(), 0L) * 0x9E3779B97F4A7C15L;
      one ^= span.key().hashCode() * 0xC2B2AE3D27D4EB4FL;
      one ^= one >>> 29;
      digest += one * 0xBF58476D1CE4E5B9L;
    }
    return digest;
  }
}
