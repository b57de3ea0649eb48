package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * A question in SQL; not checked yet.
 *
 * @param sql one SELECT statement over the views of docs/sql.md
 * @param limit 1 to 10000 rows; null is 1000
 */
public record SqlRequest(String sql, @Nullable String limit) {}
