package io.treeline.exporter.store;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SqlDialect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what was written. Thread-safe. Reads its own writes: a span is visible once {@link
 * SpanWriter#write} returned.
 *
 * <p>The session of a span is, in this order: its own session id; else that of its trace, which is
 * the own id of the trace's root span if it has one, else the own id of the earliest-starting span
 * that has one (ties: smallest span id); else the trace id, source {@link
 * io.treeline.exporter.model.SessionIdSource#TRACE}. The root is the span without a parent id; of
 * several, the earliest (ties: smallest span id). Neither order of arrival nor batching matters.
 */
public interface SpanReader {

  /**
   * Finds sessions. Filters choose sessions; the numbers always cover the whole session.
   *
   * @return a page in the query's order, ties by session id in the same direction
   * @throws IllegalArgumentException when the position cannot be one of that order
   * @throws StoreException when the engine cannot answer now
   */
  SessionRows findSessions(SessionQuery query);

  /**
   * Numbers of spans by group.
   *
   * @param paths how paths are derived that were not sent: as {@code session.PathDerivation} does,
   *     which an engine may have done before; asked only when grouping by path
   */
  AggregateRows aggregate(AggregateQuery query, DerivePaths paths);

  /**
   * Spans that an aggregate counts.
   *
   * @param paths as of {@link #aggregate}
   */
  List<SpanInSession> findSpans(SpanListQuery query, DerivePaths paths);

  /**
   * Answers a question in SQL. Nothing but the documented views can be read, nothing written.
   *
   * @param paths as of {@link #aggregate}; asked only when the view of paths is read
   * @throws SqlRefusedException when the statement is not allowed, wrong, or took too long
   */
  SqlResult sql(SqlQuery query, DerivePaths paths);

  /** What {@link #sql} speaks. */
  SqlDialect sqlDialect();

  /** Looks for words in content. */
  ContentHits search(ContentQuery query);

  /** One session's numbers; empty when no span belongs to it. */
  Optional<SessionRow> session(String sessionId);

  /**
   * All spans of a session, ordered by start time, then trace id, then span id; empty when the
   * session is unknown.
   *
   * @param withContent false leaves {@code Span.content} empty: trees and lists need none; true
   *     gives each what {@link #span} gives it
   */
  List<Span> spansOf(String sessionId, boolean withContent);

  /**
   * All spans of many sessions, by session, those of each in any order; a session without spans is
   * left out. They hold what an analysis reads, and nothing else need be in them: of attributes,
   * events and links only where {@link AnalysedParts} are among them, and neither content nor what
   * is said of the session, the resource and the scope but for the path.
   *
   * @param sessionIds some hundred
   */
  Map<String, List<Span>> spansToAnalyse(Collection<String> sessionIds);

  /**
   * Stored spans in the given order, each with the content it has itself: messages that came as log
   * records are not filled in. For sessions whose whole content should not be held at once.
   *
   * @param spans as {@link #spansOf} without content gave them; a few hundred. One that is not
   *     stored any more is given back as it is
   */
  List<Span> withContent(List<Span> spans);

  /**
   * One span with its content, equal to the one written but for messages it has none of itself and
   * that came as log records: those it has from them. Its cost comes without trailing zeros, whole
   * numbers in attributes as 64-bit integers.
   */
  Optional<Span> span(SpanKey key);

  /** All log records of a span, by time, position and id; whether or not it is stored. */
  List<LogRecord> logsOf(SpanKey key);

  /** All log records of a session's spans, by time, position and id. */
  List<LogRecord> logsOf(String sessionId);

  /** The id of the session a stored span belongs to; empty when the span is unknown. */
  Optional<String> sessionOf(SpanKey key);

  /** The tag given to a session; empty when none was. */
  Optional<String> tagOfSession(String sessionId);
}
