package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Adds rows to {@code span_content}, for spans that have any. */
final class AppendContent {

  private AppendContent() {}

  static void run(DuckDBConnection connection, ContentIds ids, List<EncodedSpan> spans)
      throws SQLException {
    try (ContentAppender contents = new ContentAppender(connection, ids);
        DuckDBAppender rows = connection.createAppender("span_content")) {
      for (EncodedSpan span : spans) {
        if (span.content().isEmpty()) {
          continue;
        }
        rows.beginRow();
        rows.append(span.traceId());
        rows.append(span.spanId());
        rows.append(span.span().startEpochNanos());
        rows.append(contents.window());
        for (@Nullable ContentText text : span.content().texts()) {
          contents.append(rows, text);
        }
        rows.endRow();
      }
    }
  }
}
