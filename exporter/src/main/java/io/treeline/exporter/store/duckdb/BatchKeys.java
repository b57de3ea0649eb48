package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A temporary table of span keys, for statements about many spans at once. */
final class BatchKeys {

  private BatchKeys() {}

  /** Makes {@code batch_keys} hold the keys of these spans and nothing else. */
  static void fill(DuckDBConnection connection, Collection<EncodedSpan> spans) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE batch_keys (trace_id UUID NOT NULL, span_id UBIGINT NOT NULL)");
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "batch_keys")) {
      for (EncodedSpan span : spans) {
        appender.beginRow();
        appender.append(span.traceId());
        appender.append(span.spanId());
        appender.endRow();
      }
    }
  }
}
