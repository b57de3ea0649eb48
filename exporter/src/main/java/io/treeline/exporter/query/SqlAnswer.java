package io.treeline.exporter.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a question in SQL.
 *
 * @param columns in the order asked for
 * @param rows each with a value per column: a text, a boolean, a number, a list of such values, or
 *     null
 * @param truncated whether there were more rows than wanted, or than fit into 16 MB
 * @param tookNanos time to answer
 */
public record SqlAnswer(
    List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated, long tookNanos) {

  /** A column; the type as the engine calls it. */
  public record Column(String name, String type) {}

  public SqlAnswer {
    columns = List.copyOf(columns);
  }
}
