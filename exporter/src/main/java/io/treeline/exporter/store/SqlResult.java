package io.treeline.exporter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link SqlQuery}.
 *
 * @param columns in the order asked for
 * @param rows each with a value per column: a text, a boolean, a number (whole, decimal or double),
 *     a list of such values, or null; whatever else there is comes as text
 * @param truncated whether there were more rows than wanted, or than fit
 */
public record SqlResult(
    List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {

  /** A column; the type as the engine calls it. */
  public record Column(String name, String type) {}

  public SqlResult {
    columns = List.copyOf(columns);
  }
}
