package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.NumberRange;
import io.treeline.exporter.store.SessionFilter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions on {@code sessions f}, joined by "and". Values stand in them as literals. */
final class SessionConditions {

  static final String NAME = "ifNull(f.name, f.derived_name)";
  static final String DURATION = "toInt128(f.end_epoch_nanos) - f.start_epoch_nanos";

  private final StringBuilder sql = new StringBuilder("true");
  private final Tables tables;

  SessionConditions(Tables tables) {
    this.tables = tables;
  }

  void add(String condition) {
    sql.append("\n  AND ").append(condition);
  }

  /** When it lasts. */
  void addRange(SessionFilter filter) {
    add(
        "f.start_epoch_nanos < %d AND f.seen_until_epoch_nanos >= %d"
            .formatted(
                filter.range().endEpochNanosExclusive(),
                filter.range().startEpochNanosInclusive()));
  }

  /**
   * All other conditions that concern the session as a whole.
   *
   * @param byContent sessions whose content matches; null when the filter does not ask
   */
  void addOfSession(SessionFilter filter, @Nullable Set<String> byContent) {
    if (filter.name() != null) {
      add(NAME + " = " + Sql.text(filter.name()));
    }
    if (filter.status() != null) {
      add("f.status = " + Sql.text(filter.status().name()));
    }
    if (filter.text() != null) {
      String text = "lowerUTF8(" + Sql.text(filter.text()) + ")";
      add(
          "(position(lowerUTF8(f.session_id), %1$s) > 0 OR position(lowerUTF8(%2$s), %1$s) > 0)"
              .formatted(text, NAME));
    }
    addNumbers("f.cost_usd", filter.costUsd(), true);
    addNumbers(DURATION, filter.durationNanos(), false);
    addNumbers("f.errors", filter.errors(), false);
    if (filter.path() != null) {
      add(
          tables.in(
                  """
                  f.session_id IN (
                      SELECT p.session_id FROM @session_places AS p
                      JOIN (SELECT session_id, kept FROM @session_outcomes) AS o
                        ON o.session_id = p.session_id AND o.kept = p.kept
                      WHERE p.path =
                  """)
              + Sql.text(filter.path())
              + ")");
    }
    if (byContent != null) {
      add(byContent.isEmpty() ? "false" : "f.session_id IN " + Sql.texts(byContent));
    }
  }

  /** Conditions that any span of it must meet. */
  void addOfAnySpan(SessionFilter filter) {
    if (filter.userId() != null) {
      add("has(f.users, %s)".formatted(Sql.text(filter.userId())));
    }
    for (Map.Entry<String, String> property : filter.properties().entrySet()) {
      add(
          "arrayExists((n, v) -> n = %s AND v = %s, f.property_names, f.property_values)"
              .formatted(Sql.text(property.getKey()), Sql.text(property.getValue())));
    }
    if (filter.service() != null) {
      add("has(f.services, %s)".formatted(Sql.text(filter.service())));
    }
    if (filter.model() != null) {
      add("has(f.models, %s)".formatted(Sql.text(filter.model())));
    }
    addOfAnySpan("provider", filter.provider());
    addOfAnySpan("tool_name", filter.tool());
    addOfAnySpan("agent_name", filter.agent());
    addOfAnySpan("operation", filter.operation() == null ? null : filter.operation().name());
  }

  @Override
  public String toString() {
    return sql.toString();
  }

  private void addOfAnySpan(String column, @Nullable String value) {
    if (value != null) {
      add(
          tables.in(
                  """
                  f.session_id IN (
                      SELECT coalesce(s.session_id, t.session_id)
                      FROM @spans AS s JOIN @traces AS t ON t.trace_id = s.trace_id
                      WHERE s.%s =
                  """
                      .formatted(column.toLowerCase(Locale.ROOT)))
              + Sql.text(value)
              + ")");
    }
  }

  private void addNumbers(String expression, NumberRange range, boolean exact) {
    String of = exact ? expression : "toDecimal256(" + expression + ", 18)";
    if (range.least() != null) {
      add("(%s) >= %s".formatted(of, Sql.decimal(range.least(), exact)));
    }
    if (range.most() != null) {
      add("(%s) <= %s".formatted(of, Sql.decimal(range.most(), exact)));
    }
  }
}
