package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestFilter.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes conditions in SQL of a filter. Values stand in them as literals. */
final class RequestConditions {

  private RequestConditions() {}

  /** A condition on {@code request r}. */
  static String onRequests(RequestFilter filter) {
    if (filter instanceof RequestFilter.And and) {
      return joined(
          and.parts().stream().map(RequestConditions::onRequests).toList(), " AND ", "true");
    }
    if (filter instanceof RequestFilter.Or or) {
      return joined(
          or.parts().stream().map(RequestConditions::onRequests).toList(), " OR ", "false");
    }
    RequestFilter.Test test = (RequestFilter.Test) filter;
    if (test.field() == Field.SESSION_ID) {
      return test(test, "r.session_id");
    }
    return test.field().ofSession()
        ? "r.session_id IN (SELECT f.session_id FROM figure AS f WHERE " + test(test) + ")"
        : test(test);
  }

  /** A condition on {@code figure f}. */
  static String onSessions(RequestFilter filter) {
    if (filter instanceof RequestFilter.Or or) {
      return joined(
          or.parts().stream().map(RequestConditions::onSessions).toList(), " OR ", "false");
    }
    List<String> conditions = new ArrayList<>();
    List<RequestFilter> ofOneRequest = new ArrayList<>();
    for (RequestFilter part : conjuncts(filter)) {
      if (isAboutRequests(part)) {
        ofOneRequest.add(part);
      } else if (part instanceof RequestFilter.Test test) {
        conditions.add(test(test));
      } else {
        conditions.add(onSessions(part));
      }
    }
    if (!ofOneRequest.isEmpty()) {
      conditions.add(
          "f.session_id IN (SELECT r.session_id FROM request AS r WHERE "
              + onRequests(new RequestFilter.And(ofOneRequest))
              + ")");
    }
    return joined(conditions, " AND ", "true");
  }

  /** Those that are joined by "and", however they are nested. */
  private static List<RequestFilter> conjuncts(RequestFilter filter) {
    return filter instanceof RequestFilter.And and
        ? and.parts().stream().flatMap(part -> conjuncts(part).stream()).toList()
        : List.of(filter);
  }

  private static boolean isAboutRequests(RequestFilter filter) {
    if (filter instanceof RequestFilter.And and) {
      return and.parts().stream().allMatch(RequestConditions::isAboutRequests);
    }
    if (filter instanceof RequestFilter.Or or) {
      return or.parts().stream().allMatch(RequestConditions::isAboutRequests);
    }
    return !((RequestFilter.Test) filter).field().ofSession();
  }

  private static String joined(List<String> parts, String by, String none) {
    return parts.isEmpty() ? none : "(" + String.join(by, parts) + ")";
  }

  private static String test(RequestFilter.Test test) {
    return test.field() == Field.SPAN
        ? span(test)
        : test(test, expression(test.field(), test.name() == null ? "" : test.name()));
  }

  private static String span(RequestFilter.Test test) {
    String[] parts = String.valueOf(test.value()).split(":", 2);
    SpanKey key = new SpanKey(parts[0], parts.length == 2 ? parts[1] : "");
    return (test.operator() == Operator.NOT_EQUALS ? "NOT " : "")
        + "(r.trace_id = %s AND r.span_id = %s)"
            .formatted(Sql.id(key.traceId()), Sql.id(key.spanId()));
  }

  private static String test(RequestFilter.Test test, String column) {
    if (test.operator() == Operator.PRESENT || test.operator() == Operator.ABSENT) {
      return "(%s) IS %s"
          .formatted(column, test.operator() == Operator.ABSENT ? "NULL" : "NOT NULL");
    }
    Object value = Objects.requireNonNull(test.value());
    String literal =
        value instanceof Long number
            ? "toInt64('" + number + "')"
            : value instanceof BigDecimal number
                ? "toFloat64('" + number.toPlainString() + "')"
                : Sql.text(value.toString());
    return switch (test.operator()) {
      case EQUALS -> "(" + column + ") = " + literal;
      case NOT_EQUALS -> "NOT ifNull((" + column + ") = " + literal + ", false)";
      case GREATER -> "(" + column + ") > " + literal;
      case AT_LEAST -> "(" + column + ") >= " + literal;
      case LESS -> "(" + column + ") < " + literal;
      case AT_MOST -> "(" + column + ") <= " + literal;
      case CONTAINS -> contains(column, literal);
      case NOT_CONTAINS -> "NOT ifNull(" + contains(column, literal) + ", false)";
      case LIKE -> "(" + column + ") LIKE " + pattern(value);
      case LIKE_ANY_CASE -> "(" + column + ") ILIKE " + pattern(value);
      case PRESENT, ABSENT -> throw new IllegalStateException("has no value: " + test.operator());
    };
  }

  private static String contains(String column, String literal) {
    return "(position(lowerUTF8(" + column + "), lowerUTF8(" + literal + ")) > 0)";
  }

  /** Nothing but % and _ means anything. */
  private static String pattern(Object value) {
    return Sql.text(value.toString().replace("\\", "\\\\"));
  }

  /** What a field is in {@code request r} or {@code figure f}. */
  static String expression(Field field, String name) {
    return switch (field) {
      case SPAN -> "r.trace_id";
      case START -> "r.start_epoch_nanos";
      case END -> "r.end_epoch_nanos";
      case LATENCY -> "r.end_epoch_nanos - r.start_epoch_nanos";
      case TIME_TO_FIRST_CHUNK -> "r.time_to_first_chunk_nanos";
      case HTTP_STATUS -> "r.http_status";
      case MODEL -> "r.model";
      case PROVIDER -> "r.provider";
      case TOOL -> "r.tool_name";
      case USER -> "r.user_id";
      case PATH -> "coalesce(r.raw_path, r.path)";
      case URL -> "r.url";
      case INPUT_TOKENS -> "r.input_tokens";
      case OUTPUT_TOKENS -> "r.output_tokens";
      case TOTAL_TOKENS -> "r.total_tokens";
      case CACHE_READ_TOKENS -> "r.cache_read_tokens";
      case CACHE_WRITE_TOKENS -> "r.cache_write_tokens";
      case COST -> "toFloat64(r.cost_usd)";
      case PROPERTY ->
          "arrayFirstOrNull((v, n) -> lowerUTF8(n) = lowerUTF8(%s), mapValues(r.properties), mapKeys(r.properties))"
              .formatted(Sql.text(name));
      case SCORE ->
          "arrayFirstOrNull((v, n) -> n = %s, r.score_numbers, r.score_names)"
              .formatted(Sql.text(name));
      case INPUT -> "r.said_in";
      case OUTPUT -> "r.said_out";
      case SESSION_ID -> "f.session_id";
      case SESSION_NAME -> SessionConditions.NAME;
      case SESSION_TAG -> "f.tag";
      case SESSION_COST -> "toFloat64(f.cost_usd)";
      case SESSION_INPUT_TOKENS -> "f.input_tokens";
      case SESSION_OUTPUT_TOKENS -> "f.output_tokens";
      case SESSION_TOTAL_TOKENS -> "f.total_tokens";
      case SESSION_REQUESTS -> "f.requests";
      case SESSION_START -> "f.start_epoch_nanos";
      case SESSION_LAST_REQUEST -> "f.last_request_epoch_nanos";
    };
  }
}
