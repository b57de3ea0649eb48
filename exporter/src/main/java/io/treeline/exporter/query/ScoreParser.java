package io.treeline.exporter.query;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.SessionQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks scores and questions about them; every message names the value and what was expected. */
final class ScoreParser {

  private static final int MAX_NAME = 200;
  private static final int MAX_SOURCE = 64;
  private static final int MAX_LABEL = 1_000;
  private static final int MAX_COMMENT = 65_536;
  private static final int MAX_ID = 1_024;
  private static final String DEFAULT_SOURCE = "api";

  private ScoreParser() {}

  /**
   * Checks a score and gives it what it lacks: an id, a source, a time.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static Score score(ScoreDraft draft, Clock clock) {
    ScoreValue value = draft.value();
    if (value == null) {
      throw QueryException.invalid(
          "value must be a number, true, false or text: was absent or null");
    }
    atMost("label", value.label(), MAX_LABEL);
    String id = draft.id() == null ? UUID.randomUUID().toString() : draft.id();
    String source = draft.source() == null ? DEFAULT_SOURCE : draft.source();
    return new Score(
        required("id", id, MAX_NAME),
        required("name", draft.name(), MAX_NAME),
        value,
        required("source", source, MAX_SOURCE),
        atMost("comment", draft.comment(), MAX_COMMENT),
        draft.time() == null ? nanos(clock.instant()) : FilterParser.time("time", draft.time()),
        target(draft.target()),
        draft.metadata());
  }

  /**
   * Checks a question.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static ScoreQuery query(ScoreListRequest request) {
    String cursor = request.cursor();
    return new ScoreQuery(
        FilterParser.range(request.from(), request.to()),
        request.name(),
        request.source(),
        constant("type", request.type(), ScoreValue.Type.values()),
        constant("target", request.target(), ScoreTarget.Kind.values()),
        request.session(),
        span(request),
        request.sessionName(),
        request.path(),
        FilterParser.limit(
            request.limit(), SessionListParser.DEFAULT_LIMIT, SessionListParser.MAX_LIMIT),
        cursor == null ? null : position(Cursor.decode(cursor, fingerprint(request))));
  }

  /** What must stay the same from page to page. */
  static String fingerprint(ScoreListRequest r) {
    return Arrays.asList(
            "scores",
            r.from(),
            r.to(),
            r.name(),
            r.source(),
            r.type(),
            r.target(),
            r.session(),
            r.traceId(),
            r.spanId(),
            r.sessionName(),
            r.path())
        .toString();
  }

  static SessionQuery.Position cursor(ScoreQuery.Position position) {
    return new SessionQuery.Position(Long.toString(position.epochNanos()), position.id());
  }

  private static ScoreQuery.Position position(SessionQuery.Position cursor) {
    return new ScoreQuery.Position(
        Long.parseLong(Objects.requireNonNull(cursor.sortValue())), cursor.sessionId());
  }

  private static @Nullable SpanKey span(ScoreListRequest request) {
    String traceId = request.traceId();
    String spanId = request.spanId();
    if (traceId == null && spanId == null) {
      return null;
    }
    if (traceId == null || spanId == null) {
      throw QueryException.invalid(
          "traceId and spanId name a span together: was traceId %s and spanId %s"
              .formatted(traceId, spanId));
    }
    return key(traceId, spanId);
  }

  private static ScoreTarget target(ScoreDraft.Target draft) {
    ScoreTarget target = targetOfIds(draft);
    ScoreTarget.Kind said = constant("target.type", draft.kind(), ScoreTarget.Kind.values());
    if (said != null && said != target.kind()) {
      throw QueryException.invalid(
          "target.type must be that of its ids, %s: was %s"
              .formatted(lower(target.kind()), lower(said)));
    }
    return target;
  }

  private static ScoreTarget targetOfIds(ScoreDraft.Target draft) {
    List<String> given =
        Stream.of(
                draft.traceId() == null ? "" : "traceId",
                draft.spanId() == null ? "" : "spanId",
                draft.sessionId() == null ? "" : "sessionId",
                draft.sessionName() == null ? "" : "sessionName",
                draft.path() == null ? "" : "path",
                draft.responseId() == null ? "" : "responseId")
            .filter(name -> !name.isEmpty())
            .toList();
    return switch (String.join("+", given)) {
      case "traceId+spanId" -> ScoreTarget.span(key(text(draft.traceId()), text(draft.spanId())));
      case "traceId" -> ScoreTarget.trace(key(text(draft.traceId()), "0000000000000001").traceId());
      case "sessionId" ->
          ScoreTarget.session(required("target.sessionId", draft.sessionId(), MAX_ID));
      case "sessionName+path" ->
          ScoreTarget.path(
              required("target.sessionName", draft.sessionName(), MAX_ID), path(draft.path()));
      case "responseId" ->
          ScoreTarget.response(required("target.responseId", draft.responseId(), MAX_ID));
      default ->
          throw QueryException.invalid(
              "target must have traceId and spanId, or traceId, or sessionId, or sessionName and"
                  + " path, or responseId: had "
                  + (given.isEmpty() ? "none of them" : String.join(", ", given)));
    };
  }

  private static String path(@Nullable String path) {
    String given = required("target.path", path, 2 * MAX_ID);
    if (!given.startsWith("/") || (given.endsWith("/") && given.length() > 1)) {
      throw QueryException.invalid(
          "target.path must start with a slash and not end with one, as in /support/refund: was"
              + " \"%s\"".formatted(shown(given)));
    }
    return given;
  }

  private static SpanKey key(String traceId, String spanId) {
    try {
      return new SpanKey(traceId, spanId);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static <E extends Enum<E>> @Nullable E constant(
      String name, @Nullable String text, E[] constants) {
    if (text == null) {
      return null;
    }
    for (E constant : constants) {
      if (lower(constant).equals(text)) {
        return constant;
      }
    }
    throw QueryException.invalid(
        "%s must be one of %s: was \"%s\""
            .formatted(
                name,
                Arrays.stream(constants).map(ScoreParser::lower).collect(Collectors.joining(", ")),
                shown(text)));
  }

  private static String required(String name, @Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      throw QueryException.invalid(
          "%s must not be empty: was %s".formatted(name, text == null ? "absent" : "blank"));
    }
    atMost(name, text, max);
    return text;
  }

  private static @Nullable String atMost(String name, @Nullable String text, int max) {
    if (text != null && text.length() > max) {
      throw QueryException.invalid(
          "%s must have at most %d characters: had %d".formatted(name, max, text.length()));
    }
    return text;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNull(text);
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
