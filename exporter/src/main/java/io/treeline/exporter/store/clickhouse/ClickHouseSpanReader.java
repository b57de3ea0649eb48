package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.LoggedContent;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.SpanInSession;
import io.treeline.exporter.store.SpanListQuery;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlResult;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers each question with the statement that is named after it. */
final class ClickHouseSpanReader implements SpanReader {

  private static final Comparator<LogRecord> BY_TIME =
      Comparator.comparing(
              LogRecord::epochNanos, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
          .thenComparingInt(LogRecord::position)
          .thenComparing(LogRecord::id);

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;
  private final ReadSpans spans;
  private final ReadLogs logs;

  ClickHouseSpanReader(Engine engine, Tables tables, CatchUp catchUp, ReadSpans spans) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
    this.spans = spans;
    this.logs = new ReadLogs(engine, tables);
  }

  @Override
  public SessionRows findSessions(SessionQuery query) {
    catchUp.run();
    return new FindSessions(engine, tables)
        .run(
            query,
            query.filter().content() == null
                ? null
                : new SearchContent(engine, tables, spans)
                    .sessions(query.filter().content(), query.filter().range()));
  }

  @Override
  public AggregateRows aggregate(AggregateQuery query, DerivePaths paths) {
    catchUp.run();
    return new Aggregate(engine, tables)
        .run(query, paths, new SearchContent(engine, tables, spans));
  }

  @Override
  public SqlDialect sqlDialect() {
    return SqlExamples.DIALECT;
  }

  @Override
  public SqlResult sql(SqlQuery query, DerivePaths paths) {
    return new RunSql(engine, tables, catchUp, query, paths).run();
  }

  @Override
  public List<SpanInSession> findSpans(SpanListQuery query, DerivePaths paths) {
    catchUp.run();
    AggregateSpans counted =
        new Aggregate(engine, tables)
            .counted(query.of(), paths, new SearchContent(engine, tables, spans));
    return FindSpans.run(engine, counted, query);
  }

  @Override
  public ContentHits search(ContentQuery query) {
    catchUp.run();
    return new SearchContent(engine, tables, spans).hits(query);
  }

  @Override
  public Optional<SessionRow> session(String sessionId) {
    catchUp.run();
    return engine.read(
        tables
                .in("SELECT %s FROM @sessions AS f WHERE f.session_id = ")
                .formatted(SessionColumns.COLUMNS)
            + Sql.text(sessionId),
        row -> row.next() ? Optional.of(SessionOfRow.read(row)) : Optional.empty());
  }

  @Override
  public List<Span> spansOf(String sessionId, boolean withContent) {
    catchUp.run();
    List<Span> found = spans.ofSession(sessionId, withContent);
    if (!withContent || found.isEmpty()) {
      return found;
    }
    Map<SpanKey, List<LogRecord>> bySpan = logs.ofTraces(sessionId);
    return bySpan.isEmpty()
        ? found
        : found.stream()
            .map(span -> LoggedContent.fill(span, bySpan.getOrDefault(span.key(), List.of())))
            .toList();
  }

  @Override
  public Map<String, List<Span>> spansToAnalyse(Collection<String> sessionIds) {
    catchUp.run();
    return spans.toAnalyse(sessionIds);
  }

  @Override
  public List<Span> withContent(List<Span> some) {
    Map<SpanKey, Content> contents = new HashMap<>();
    for (Span span : spans.byKeys(some.stream().map(Span::key).toList(), true)) {
      contents.put(span.key(), span.content());
    }
    return some.stream()
        .map(
            span -> {
              Content content = contents.getOrDefault(span.key(), Content.NONE);
              return content.isEmpty() ? span : span.withContent(content);
            })
        .toList();
  }

  @Override
  public Optional<Span> span(SpanKey key) {
    return spans.one(key).map(span -> LoggedContent.fill(span, logs.ofSpan(key)));
  }

  @Override
  public List<LogRecord> logsOf(SpanKey key) {
    return logs.ofSpan(key);
  }

  @Override
  public List<LogRecord> logsOf(String sessionId) {
    Map<SpanKey, List<LogRecord>> bySpan = logs.ofTraces(sessionId);
    if (bySpan.isEmpty()) {
      return List.of();
    }
    catchUp.run();
    Set<SpanKey> own = new HashSet<>();
    spans.ofSession(sessionId, false).forEach(span -> own.add(span.key()));
    return bySpan.values().stream()
        .flatMap(List::stream)
        .filter(log -> own.contains(log.key()))
        .sorted(BY_TIME)
        .toList();
  }

  @Override
  public Optional<String> sessionOf(SpanKey key) {
    catchUp.run();
    return engine.read(
        tables.in(
                """
                SELECT coalesce(s.session_id, t.session_id) AS session
                FROM @spans AS s JOIN @traces AS t ON t.trace_id = s.trace_id
                WHERE
                """)
            + "s.trace_id = %s AND s.span_id = %s"
                .formatted(Sql.id(key.traceId()), Sql.id(key.spanId())),
        row -> row.next() ? Optional.of(row.text("session")) : Optional.empty());
  }

  @Override
  public Optional<String> tagOfSession(String sessionId) {
    return engine.read(
        tables.in("SELECT tag FROM @session_tags WHERE session_id = ") + Sql.text(sessionId),
        row -> row.next() ? Optional.of(row.text("tag")) : Optional.empty());
  }
}
