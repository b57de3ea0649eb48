package io.treeline.exporter.mcp;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.query.SpanSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions and spans in few words. */
final class Shown {

  private static final long NANOS = 1_000_000_000L;
  private static final double MILLI = 1e6;

  private Shown() {}

  static String time(long epochNanos) {
    return Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS))
        .toString();
  }

  static String millis(@Nullable Long nanos) {
    return nanos == null
        ? "running"
        : String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f ms" : "%.0f ms", nanos / MILLI);
  }

  static String usd(@Nullable BigDecimal usd) {
    return usd == null ? "cost unknown" : "$" + usd.stripTrailingZeros().toPlainString();
  }

  static String tokens(TokenUsage tokens) {
    return tokens.input() == null && tokens.output() == null
        ? ""
        : "%s in, %s out".formatted(known(tokens.input()), known(tokens.output()));
  }

  static String id(SpanKey key) {
    return key.traceId() + ":" + key.spanId();
  }

  static @Nullable Long wall(SessionSummary session) {
    Long end = session.endEpochNanos();
    return end == null ? null : (Long) (end - session.startEpochNanos());
  }

  static Map<String, Object> session(SessionSummary session) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("sessionId", session.sessionId());
    out.put("name", session.name());
    out.put("startTime", time(session.startEpochNanos()));
    put(out, "durationMillis", millisOf(wall(session)));
    out.put("status", session.status());
    out.put("spans", session.spans());
    out.put("llmCalls", session.llmCalls());
    out.put("toolCalls", session.toolCalls());
    out.put("errors", session.errors());
    put(out, "inputTokens", session.tokens().input());
    put(out, "outputTokens", session.tokens().output());
    BigDecimal usd = session.costUsd();
    put(out, "costUsd", usd == null ? null : usd.toPlainString());
    out.put("unpricedCalls", session.unpricedCalls());
    out.put("estimatedCalls", session.estimatedCalls());
    out.put("models", session.models());
    return out;
  }

  static Map<String, Object> span(SpanSummary summary) {
    Span span = summary.span();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("span", id(span.key()));
    out.put("sessionId", summary.sessionId());
    out.put("name", span.name());
    out.put("operation", span.operation().kind().name().toLowerCase(Locale.ROOT));
    out.put("path", summary.path());
    out.put("startTime", time(span.startEpochNanos()));
    put(out, "durationMillis", millisOf(span.durationNanos()));
    out.put("status", span.status().name().toLowerCase(Locale.ROOT));
    put(out, "errorType", span.errorType());
    put(out, "statusMessage", span.statusMessage());
    out.put("outcome", summary.standing().outcome().name().toLowerCase(Locale.ROOT));
    put(out, "tool", span.operation().toolName());
    put(out, "model", span.operation().model());
    put(out, "inputTokens", span.operation().usage().input());
    put(out, "outputTokens", span.operation().usage().output());
    BigDecimal usd = span.operation().costUsd();
    put(out, "costUsd", usd == null ? null : usd.toPlainString());
    return out;
  }

  static void put(Map<String, Object> out, String name, @Nullable Object value) {
    if (value != null) {
      out.put(name, value);
    }
  }

  private static @Nullable Double millisOf(@Nullable Long nanos) {
    return nanos == null ? null : (Double) (nanos / MILLI);
  }

  private static String known(@Nullable Long number) {
    return number == null ? "?" : number.toString();
  }
}
