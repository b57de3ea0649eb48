package io.treeline.exporter.store;

import java.time.Duration;

/**
 * A question in SQL over the views that docs/sql.md describes.
 *
 * @param sql one SELECT statement
 * @param maxRows most rows of the answer, at least 1
 * @param timeout after which the question is given up
 */
public record SqlQuery(String sql, int maxRows, Duration timeout) {
  public SqlQuery {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows must be at least 1: was " + maxRows);
    }
  }
}
