package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SessionFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table expressions {@code chosen}, the sessions that a filter chooses, and {@code place},
 * {@code step} and {@code finding}, what the last analysis of each kept.
 */
final class ChosenSessions {

  private static final String CHOSEN =
      """
      WITH chosen AS (
        SELECT f.session_id AS of_session, f.status <> 'ERROR' AS succeeded,
          o.revision IS NULL OR o.revision < f.as_of OR o.version < %1$d AS pending,
          o.kept_last AS kept_last
        FROM @sessions AS f
        LEFT JOIN (
          SELECT session_id, revision, version, kept AS kept_last FROM @session_outcomes
        ) AS o ON o.session_id = f.session_id
        WHERE %2$s
      ),
      place AS (
        SELECT p.*, c.succeeded AS succeeded FROM @session_places AS p
        JOIN chosen AS c ON c.of_session = p.session_id AND c.kept_last = p.kept
      ),
      step AS (
        SELECT p.* FROM @session_steps AS p
        JOIN chosen AS c ON c.of_session = p.session_id AND c.kept_last = p.kept
      ),
      finding AS (
        SELECT p.*, c.succeeded AS succeeded FROM @session_findings AS p
        JOIN chosen AS c ON c.of_session = p.session_id AND c.kept_last = p.kept
      )
      """;

  private ChosenSessions() {}

  /**
   * To be put before a statement.
   *
   * @param byContent sessions whose content matches; null when the filter does not ask
   * @param leastVersion findings of earlier versions of the analysis are to be made again
   */
  static String with(
      Tables tables, SessionFilter filter, @Nullable Set<String> byContent, int leastVersion) {
    SessionConditions conditions = new SessionConditions(tables);
    conditions.addRange(filter);
    conditions.addOfSession(filter, byContent);
    conditions.addOfAnySpan(filter);
    return tables.in(CHOSEN).formatted(leastVersion, conditions);
  }
}
