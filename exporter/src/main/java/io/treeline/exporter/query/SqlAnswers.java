package io.treeline.exporter.query;

import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.SqlResult;
import java.time.Duration;

/** Answers {@link SqlRequest}s. */
final class SqlAnswers {

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  private SqlAnswers() {}

  static SqlAnswer answer(SpanReader reader, SqlRequest request) {
    int limit = FilterParser.limit(request.limit(), DEFAULT_LIMIT, MAX_LIMIT);
    long start = System.nanoTime();
    SqlResult result;
    try {
      result = reader.sql(new SqlQuery(request.sql(), limit, TIMEOUT), AggregateAnswers::derive);
    } catch (SqlRefusedException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
    return new SqlAnswer(
        result.columns().stream()
            .map(column -> new SqlAnswer.Column(column.name(), column.type()))
            .toList(),
        result.rows(),
        result.truncated(),
        System.nanoTime() - start);
  }
}
