package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Adds rows to {@code span_content}, for spans that have any. */
final class AppendContent {

  private AppendContent() {}

  static void run(DuckDBConnection connection, List<EncodedSpan> spans) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("span_content")) {
      for (EncodedSpan encoded : spans) {
        Content content = encoded.span().content();
        if (content.isEmpty()) {
          continue;
        }
        appender.beginRow();
        appender.append(encoded.traceId());
        appender.append(encoded.spanId());
        appender.append(encoded.span().startEpochNanos());
        AppendSpans.append(appender, content.inputMessages());
        AppendSpans.append(appender, content.outputMessages());
        AppendSpans.append(appender, content.systemInstructions());
        AppendSpans.append(appender, content.toolDefinitions());
        AppendSpans.append(appender, content.toolArguments());
        AppendSpans.append(appender, content.toolResult());
        AppendSpans.append(appender, content.input());
        AppendSpans.append(appender, content.output());
        appender.endRow();
      }
    }
  }
}
