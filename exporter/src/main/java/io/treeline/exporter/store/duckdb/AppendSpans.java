package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Adds rows to {@code spans}, columns in the table's order. */
final class AppendSpans {

  private AppendSpans() {}

  static void run(DuckDBConnection connection, List<EncodedSpan> spans) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("spans")) {
      for (EncodedSpan encoded : spans) {
        appender.beginRow();
        appendIdentity(appender, encoded);
        appendSession(appender, encoded.span().session());
        appendOperation(appender, encoded);
        appendRest(appender, encoded);
        appendDetails(appender, encoded);
        appender.endRow();
      }
    }
  }

  private static void appendIdentity(DuckDBAppender appender, EncodedSpan encoded)
      throws SQLException {
    Span span = encoded.span();
    appender.append(encoded.traceId());
    appender.append(encoded.spanId());
    String parent = span.parentSpanId();
    append(appender, parent == null ? null : Ids.span(parent));
    appender.append(span.name());
    appender.append(span.kind().name());
    appender.append(span.startEpochNanos());
    append(appender, span.endEpochNanos());
    appender.append(span.status().name());
    append(appender, span.statusMessage());
    append(appender, span.errorType());
    appender.append(span.origin().service());
  }

  private static void appendSession(DuckDBAppender appender, SessionFacts session)
      throws SQLException {
    append(appender, session.sessionId());
    append(appender, session.sessionIdSource() == null ? null : session.sessionIdSource().name());
    append(appender, session.conversationId());
    append(appender, session.sessionName());
    append(appender, session.rawPath());
    append(appender, session.path());
    append(appender, session.userId());
    appender.append(session.properties());
    appender.append(session.tags());
  }

  private static void appendOperation(DuckDBAppender appender, EncodedSpan encoded)
      throws SQLException {
    Operation operation = encoded.span().operation();
    appender.append(operation.kind().name());
    append(appender, operation.name());
    append(appender, operation.provider());
    append(appender, operation.requestModel());
    append(appender, operation.responseModel());
    append(appender, operation.responseId());
    appender.append(operation.finishReasons());
    append(appender, operation.agentName());
    append(appender, operation.agentId());
    append(appender, operation.toolName());
    append(appender, operation.toolCallId());
    append(appender, operation.usage().input());
    append(appender, operation.usage().output());
    append(appender, operation.usage().cacheRead());
    append(appender, operation.usage().cacheWrite());
    append(appender, operation.usage().reasoning());
    append(appender, encoded.costUsd());
    append(appender, operation.costSource());
    append(appender, operation.timeToFirstChunkNanos());
  }

  private static void appendRest(DuckDBAppender appender, EncodedSpan encoded) throws SQLException {
    Span span = encoded.span();
    append(appender, span.origin().scopeName());
    append(appender, span.origin().scopeVersion());
    appender.append(encoded.scopeAttributes());
    appender.append(encoded.resourceAttributes());
    appender.append(encoded.attributes());
    appender.append(encoded.events());
    appender.append(encoded.links());
    appender.append(span.dialect());
    append(appender, span.errorSource() == null ? null : span.errorSource().name());
  }

  private static void appendDetails(DuckDBAppender appender, EncodedSpan encoded)
      throws SQLException {
    Operation operation = encoded.span().operation();
    append(appender, operation.toolArgumentsHash());
    append(appender, operation.toolResultHash());
    appender.append(operation.emptyResult());
    append(appender, operation.usageSource());
    append(appender, encoded.reportedCostUsd());
    append(appender, operation.reportedCostSource());
    append(appender, operation.usage().cacheWriteHour());
    append(appender, operation.usage().inputAudio());
    append(appender, operation.usage().outputAudio());
    append(appender, operation.usage().cacheReadAudio());
    append(appender, operation.usage().inputImage());
    // The derived path, which hangs on other spans; see KeepDerivedPaths.
    appender.appendNull();
  }

  static void append(DuckDBAppender appender, @Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }

  static void append(DuckDBAppender appender, @Nullable Long value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.longValue());
    }
  }

  private static void append(DuckDBAppender appender, @Nullable BigDecimal value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }
}
