package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.NumberRange;
import io.treeline.exporter.store.SessionFilter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions of a statement and their parameters, in order. */
final class Conditions {

  /** Id of the session that span {@code s} of trace {@code t} belongs to. */
  static final String SESSION_OF_SPAN =
      "coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', ''))";

  /** The operations that are calls with usage of their own: {@code OperationKind.ownsUsage}. */
  static final String USAGE_OWNERS = "'LLM', 'EMBEDDING', 'RERANKER'";

  /** Whether usage and cost of a span may be its own: {@code Operation.ownsUsage}. */
  static final String OWNS_USAGE =
      """
      (s.operation IN (%s) OR s.operation = 'AGENT'
        AND (s.input_tokens IS NOT NULL OR s.output_tokens IS NOT NULL OR s.cost_usd IS NOT NULL))\
      """
          .formatted(USAGE_OWNERS);

  /** The model of a span that owns usage. */
  static final String MODEL =
      "CASE WHEN " + OWNS_USAGE + " THEN coalesce(s.response_model, s.request_model) END";

  private final StringBuilder sql = new StringBuilder("true");
  private final List<String> parameters = new ArrayList<>();

  /** Adds a condition with a {@code ?} for each value. */
  void add(String condition, String... values) {
    sql.append("\n  AND ").append(condition);
    parameters.addAll(List.of(values));
  }

  /** Adds a condition that has others in it, in place of its {@code %s}. */
  void addAll(String condition, Conditions inside) {
    sql.append("\n  AND ").append(condition.formatted(inside));
    parameters.addAll(inside.parameters);
  }

  /** Conditions on {@code current_session} that say when it lasts. */
  void addRange(SessionFilter filter) {
    add(
        "start_epoch_nanos < %d AND seen_until_epoch_nanos >= %d"
            .formatted(
                filter.range().endEpochNanosExclusive(),
                filter.range().startEpochNanosInclusive()));
  }

  /** All other conditions on {@code current_session} that concern the session as a whole. */
  void addOfSession(SessionFilter filter) {
    if (filter.name() != null) {
      add("coalesce(name, derived_name) = ?", filter.name());
    }
    if (filter.status() != null) {
      add("status = ?", filter.status().name());
    }
    if (filter.text() != null) {
      add(
          "(contains(lower(session_id), lower(?))"
              + " OR contains(lower(coalesce(name, derived_name)), lower(?)))",
          filter.text(),
          filter.text());
    }
    addNumbers("cost_usd", filter.costUsd());
    addNumbers("end_epoch_nanos::HUGEINT - start_epoch_nanos", filter.durationNanos());
    addNumbers("errors", filter.errors());
    if (filter.content() != null) {
      add("session_id IN (SELECT session_id FROM " + ContentSessions.TABLE + ")");
    }
    if (filter.path() != null) {
      add("session_id IN (SELECT session_id FROM session_places WHERE path = ?)", filter.path());
    }
  }

  /** Conditions on {@code current_session} that any span of it must meet. */
  void addOfAnySpan(SessionFilter filter) {
    if (filter.userId() != null) {
      add("list_contains(users, ?)", filter.userId());
    }
    for (Map.Entry<String, String> property : filter.properties().entrySet()) {
      add(
          "list_contains(properties, struct_pack(name := ?, value := ?))",
          property.getKey(),
          property.getValue());
    }
    if (filter.service() != null) {
      add("list_contains(services, ?)", filter.service());
    }
    if (filter.model() != null) {
      add("list_contains(models, ?)", filter.model());
    }
    if (filter.provider() != null) {
      add("list_contains(providers, ?)", filter.provider());
    }
    if (filter.tool() != null) {
      add("list_contains(tools, ?)", filter.tool());
    }
    if (filter.agent() != null) {
      add("list_contains(agents, ?)", filter.agent());
    }
    if (filter.operation() != null) {
      add("list_contains(operations, ?)", filter.operation().name());
    }
  }

  /** Whether any condition concerns the session as a whole. */
  static boolean concernsSession(SessionFilter filter) {
    return filter.name() != null
        || filter.status() != null
        || filter.text() != null
        || filter.content() != null
        || filter.path() != null
        || !filter.costUsd().equals(NumberRange.ANY)
        || !filter.durationNanos().equals(NumberRange.ANY)
        || !filter.errors().equals(NumberRange.ANY);
  }

  void setParameters(PreparedStatement statement, int first) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setString(first + i, parameters.get(i));
    }
  }

  int count() {
    return parameters.size();
  }

  @Override
  public String toString() {
    return sql.toString();
  }

  private void addNumbers(String expression, NumberRange range) {
    if (range.least() != null) {
      add("(%s) >= %s".formatted(expression, literal(range.least())));
    }
    if (range.most() != null) {
      add("(%s) <= %s".formatted(expression, literal(range.most())));
    }
  }

  /** Digits only, so safe; exact, as no float has a part in it. */
  private static String literal(BigDecimal number) {
    return "'" + number.toPlainString() + "'::DECIMAL(38, 18)";
  }
}
