package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.duckdb.SelectStoredSpans.Stored;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * The work of one commit: leaves out what is stored already, adds the rest, and keeps {@code
 * traces}, {@code session_traces} and {@code stale_sessions} true to it. Used once.
 */
final class WriteTransaction {

  private final DuckDBConnection connection;
  private final TraceFilter filter;
  private final TraceCache cache;
  private final StaleSessions stale;
  private final ContentIds contents;

  private final Map<UUID, TraceState> before = new HashMap<>();
  private final Map<UUID, TraceState> after = new LinkedHashMap<>();
  private final List<EncodedSpan> added = new ArrayList<>();
  private final List<EncodedSpan> replacements = new ArrayList<>();
  private final Set<UUID> tracesToWorkOutAnew = new HashSet<>();
  private final Set<String> touchedSessions = new HashSet<>();
  private final Map<UUID, Set<String>> sessionsByNewTrace = new LinkedHashMap<>();
  private final Map<UUID, Set<String>> sessionsByOldTrace = new LinkedHashMap<>();

  WriteTransaction(
      DuckDBConnection connection,
      TraceFilter filter,
      TraceCache cache,
      StaleSessions stale,
      ContentIds contents) {
    this.connection = connection;
    this.filter = filter;
    this.cache = cache;
    this.stale = stale;
    this.contents = contents;
  }

  /** Stores the spans inside the caller's transaction. */
  void run(List<EncodedSpan> spans) throws SQLException {
    if (spans.isEmpty()) {
      return;
    }
    Map<SpanKey, EncodedSpan> distinct = distinct(spans);
    loadTraces(distinct.values());
    sort(distinct.values(), selectStored(distinct.values()));
    if (added.isEmpty()) {
      return;
    }
    List<EncodedSpan> rows = added;
    if (!replacements.isEmpty()) {
      BatchKeys.fill(connection, replacements);
      rows = AddedProperties.putBack(added, AddedProperties.ofBatch(connection));
      DeleteSpans.run(connection, firstStart(), lastStart());
    }
    AppendSpans.run(connection, rows);
    AppendContent.run(connection, contents, rows);
    advanceTraces();
    noteSessions();
    writeTraces();
    InsertSessionTraces.add(connection, sessionsByNewTrace);
    InsertSessionTraces.addMissing(connection, sessionsByOldTrace);
    stale.append(connection, touchedSessions);
  }

  /** To be called when the transaction has been committed, and only then. */
  void committed() {
    cache.putAll(after);
    stale.committed(touchedSessions);
  }

  private static Map<SpanKey, EncodedSpan> distinct(List<EncodedSpan> spans) {
    Map<SpanKey, EncodedSpan> distinct = new LinkedHashMap<>();
    for (EncodedSpan span : spans) {
      distinct.merge(
          span.span().key(),
          span,
          (first, later) ->
              later.replaces() || (!first.hasEnded() && later.hasEnded()) ? later : first);
    }
    return distinct;
  }

  private void loadTraces(Collection<EncodedSpan> spans) throws SQLException {
    Set<UUID> unknown = new LinkedHashSet<>();
    for (EncodedSpan span : spans) {
      TraceState cached = cache.get(span.traceId());
      if (cached != null) {
        before.put(span.traceId(), cached);
      } else if (filter.mayHold(span.traceId())) {
        unknown.add(span.traceId());
      }
    }
    before.putAll(SelectTraces.run(connection, unknown));
  }

  private Map<SpanKey, Stored> selectStored(Collection<EncodedSpan> spans) throws SQLException {
    // A span of a trace that is not stored is not stored either.
    List<EncodedSpan> candidates =
        spans.stream().filter(span -> before.containsKey(span.traceId())).toList();
    if (candidates.isEmpty()) {
      return Map.of();
    }
    BatchKeys.fill(connection, candidates);
    return SelectStoredSpans.run(connection, firstStart(), lastStart());
  }

  private void sort(Collection<EncodedSpan> spans, Map<SpanKey, Stored> stored) {
    for (EncodedSpan span : spans) {
      Stored old = stored.get(span.span().key());
      if (old == null) {
        added.add(span);
      } else if (span.replaces() || (!old.ended() && span.hasEnded())) {
        added.add(span);
        replacements.add(span);
        TraceState trace = Objects.requireNonNull(before.get(span.traceId()));
        if (trace.dependsOn(span.spanId())) {
          tracesToWorkOutAnew.add(span.traceId());
        }
        touchedSessions.add(old.sessionId() == null ? trace.inheritedSessionId() : old.sessionId());
      }
    }
  }

  private void advanceTraces() throws SQLException {
    for (EncodedSpan span : added) {
      long start = span.span().startEpochNanos();
      TraceState trace = after.get(span.traceId());
      if (trace == null) {
        trace = before.getOrDefault(span.traceId(), TraceState.empty(span.traceId(), start, start));
      }
      TraceState.Candidate candidate =
          new TraceState.Candidate(
              span.spanId(), start, span.sessionId(), span.span().session().sessionIdSource());
      after.put(span.traceId(), trace.plus(candidate, span.span().parentSpanId() == null));
    }
    for (UUID traceId : tracesToWorkOutAnew) {
      TraceState trace = Objects.requireNonNull(after.get(traceId));
      after.put(traceId, SelectTraceSpans.run(connection, trace));
    }
  }

  private void noteSessions() {
    for (TraceState trace : after.values()) {
      TraceState old = before.get(trace.traceId());
      String now = trace.inheritedSessionId();
      if (old != null && !old.inheritedSessionId().equals(now)) {
        note(trace.traceId(), old.inheritedSessionId());
        note(trace.traceId(), now);
      }
    }
    for (EncodedSpan span : added) {
      String own = span.sessionId();
      note(
          span.traceId(),
          own != null
              ? own
              : Objects.requireNonNull(after.get(span.traceId())).inheritedSessionId());
    }
  }

  private void note(UUID traceId, String session) {
    touchedSessions.add(session);
    TraceState old = before.get(traceId);
    if (old == null) {
      sessionsByNewTrace.computeIfAbsent(traceId, id -> new LinkedHashSet<>()).add(session);
    } else if (!old.inheritedSessionId().equals(session)) {
      // The session a stored trace gave its spans so far is in the table for certain: the span
      // that gave it, or one that had none, put it there.
      sessionsByOldTrace.computeIfAbsent(traceId, id -> new LinkedHashSet<>()).add(session);
    }
  }

  private void writeTraces() throws SQLException {
    List<TraceState> fresh = new ArrayList<>();
    List<TraceState> changed = new ArrayList<>();
    for (TraceState trace : after.values()) {
      TraceState old = before.get(trace.traceId());
      if (old == null) {
        filter.add(trace.traceId());
        fresh.add(trace);
      } else if (!old.equals(trace)) {
        changed.add(trace);
      }
    }
    UpsertTraces.add(connection, fresh);
    UpsertTraces.replace(connection, changed);
  }

  private long firstStart() {
    return before.values().stream().mapToLong(TraceState::firstStart).min().orElseThrow();
  }

  private long lastStart() {
    return before.values().stream().mapToLong(TraceState::lastStart).max().orElseThrow();
  }
}
