package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestFilter.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Makes conditions in SQL of a filter. Values become parameters, in the order in which they stand.
 * Used for one statement.
 */
final class RequestConditions {

  /** What stands around and between the pieces of an array. */
  private static final Pattern BETWEEN_PIECES = Pattern.compile("[\\[\\],]");

  private final List<String> parameters = new ArrayList<>();

  /** What to set, in order. */
  List<String> parameters() {
    return parameters;
  }

  /** A condition on {@code request r}. */
  String onRequests(RequestFilter filter) {
    if (filter instanceof RequestFilter.And and) {
      return joined(and.parts().stream().map(this::onRequests).toList(), " AND ", "true");
    }
    if (filter instanceof RequestFilter.Or or) {
      return joined(or.parts().stream().map(this::onRequests).toList(), " OR ", "false");
    }
    RequestFilter.Test test = (RequestFilter.Test) filter;
    if (test.field() == Field.SESSION_ID) {
      return test(test, "r.session_id");
    }
    return test.field().ofSession()
        ? "r.session_id IN (SELECT f.session_id FROM figure f WHERE %s)".formatted(test(test))
        : test(test);
  }

  /** A condition on {@code figure f}. */
  String onSessions(RequestFilter filter) {
    if (filter instanceof RequestFilter.Or or) {
      return joined(or.parts().stream().map(this::onSessions).toList(), " OR ", "false");
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
          "f.session_id IN (SELECT r.session_id FROM request r WHERE %s)"
              .formatted(onRequests(new RequestFilter.And(ofOneRequest))));
    }
    return joined(conditions, " AND ", "true");
  }

  /** Those that are joined by "and", however they are nested. */
  private static List<RequestFilter> conjuncts(RequestFilter filter) {
    if (filter instanceof RequestFilter.And and) {
      return and.parts().stream().flatMap(part -> conjuncts(part).stream()).toList();
    }
    return List.of(filter);
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

  private String test(RequestFilter.Test test) {
    if (test.field() == Field.SPAN) {
      return span(test);
    }
    if (test.field() == Field.INPUT || test.field() == Field.OUTPUT) {
      return content(test);
    }
    return test(test, expression(test.field(), test.name() == null ? "" : test.name()));
  }

  /** By its parts, as the engine keeps them. */
  private static String span(RequestFilter.Test test) {
    String[] parts = String.valueOf(test.value()).split(":", 2);
    SpanKey key = new SpanKey(parts[0], parts.length == 2 ? parts[1] : "");
    return "%s (r.trace_id = '%s'::UUID AND r.span_id = %s::UBIGINT)"
        .formatted(
            test.operator() == Operator.NOT_EQUALS ? "NOT" : "",
            Ids.trace(key.traceId()),
            Ids.decimal(key.spanId()));
  }

  private String test(RequestFilter.Test test, String column) {
    Operator operator = test.operator();
    if (operator == Operator.PRESENT || operator == Operator.ABSENT) {
      return "(%s) IS %s".formatted(column, operator == Operator.ABSENT ? "NULL" : "NOT NULL");
    }
    Object value = Objects.requireNonNull(test.value());
    parameters.add(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    String place =
        value instanceof Long ? "?::BIGINT" : value instanceof BigDecimal ? "?::DOUBLE" : "?";
    return comparison(operator).formatted(column, place);
  }

  private static String comparison(Operator operator) {
    return switch (operator) {
      case EQUALS -> "(%s) = %s";
      case NOT_EQUALS -> "(%s) IS DISTINCT FROM %s";
      case GREATER -> "(%s) > %s";
      case AT_LEAST -> "(%s) >= %s";
      case LESS -> "(%s) < %s";
      case AT_MOST -> "(%s) <= %s";
      case CONTAINS -> "contains(lower((%s)), lower(%s))";
      case NOT_CONTAINS -> "NOT coalesce(contains(lower((%s)), lower(%s)), false)";
      case LIKE -> "(%s) LIKE %s";
      case LIKE_ANY_CASE -> "(%s) ILIKE %s";
      case PRESENT, ABSENT -> throw new IllegalStateException("has no value: " + operator);
    };
  }

  /** What a field is in {@code request r} or {@code figure f}. */
  String expression(Field field, String name) {
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
      case COST -> "r.cost_usd::DOUBLE";
      case PROPERTY -> property(name);
      case SCORE -> score(name);
      case INPUT, OUTPUT -> content(ContentSql.text(pieces(field)));
      case SESSION_ID -> "f.session_id";
      case SESSION_NAME -> "coalesce(f.name, f.derived_name)";
      case SESSION_TAG -> "f.tag";
      case SESSION_COST -> "f.cost_usd::DOUBLE";
      case SESSION_INPUT_TOKENS -> "f.input_tokens";
      case SESSION_OUTPUT_TOKENS -> "f.output_tokens";
      case SESSION_TOTAL_TOKENS -> "f.total_tokens";
      case SESSION_REQUESTS -> "f.requests";
      case SESSION_START -> "f.start_epoch_nanos";
      case SESSION_LAST_REQUEST -> "f.last_request_epoch_nanos";
    };
  }

  private String property(String name) {
    parameters.add(name);
    return "[p.value FOR p IN map_entries(r.properties) IF lower(p.key) = lower(?)][1]";
  }

  private String score(String name) {
    parameters.add(name);
    return """
    SELECT last(sc.number ORDER BY sc.epoch_nanos) FROM scores sc
    WHERE sc.target = 'SPAN' AND sc.trace_id = r.trace_id AND sc.span_id = r.span_id
      AND sc.name = ?\
    """;
  }

  /** Looks at each piece once where no match can reach over the end of one. */
  private String content(RequestFilter.Test test) {
    Field field = test.field();
    return switch (test.operator()) {
      case PRESENT, ABSENT -> test(test, content(pieces(field)));
      case CONTAINS, NOT_CONTAINS -> {
        String value = String.valueOf(test.value());
        if (BETWEEN_PIECES.matcher(value).find()) {
          yield test(test, expression(field, ""));
        }
        parameters.add(value);
        yield """
        %s((r.trace_id, r.span_id) IN (
          SELECT (u.trace_id, u.span_id)
          FROM (SELECT trace_id, span_id, abs(unnest(%s)) AS id FROM span_content c) u
          JOIN contents k ON k.content_id = u.id
          WHERE contains(lower(k.text), lower(?))))\
        """
            .formatted(test.operator() == Operator.CONTAINS ? "" : "NOT ", pieces(field));
      }
      default -> test(test, expression(field, ""));
    };
  }

  private static String content(String expression) {
    return """
    SELECT %s FROM span_content c
    WHERE c.trace_id = r.trace_id AND c.span_id = r.span_id\
    """
        .formatted(expression);
  }

  private static String pieces(Field field) {
    return field == Field.INPUT
        ? "coalesce(c.input, c.input_messages, c.tool_arguments)"
        : "coalesce(c.output, c.output_messages, c.tool_result)";
  }
}
