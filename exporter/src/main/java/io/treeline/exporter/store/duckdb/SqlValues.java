package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.Costs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of rows as {@link io.treeline.exporter.store.SqlResult} says, up to a size. */
final class SqlValues {

  private final ResultSet result;
  private long left;

  SqlValues(ResultSet result, long maxChars) {
    this.result = result;
    this.left = maxChars;
  }

  /** Whether the row read last went beyond the size. */
  boolean isFull() {
    return left < 0;
  }

  List<@Nullable Object> row(int columns) throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      row.add(value(result.getObject(i)));
    }
    return row;
  }

  private @Nullable Object value(@Nullable Object value) throws SQLException {
    left -= 8;
    if (value == null
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger) {
      return value;
    }
    if (value instanceof BigDecimal decimal) {
      return Costs.canonical(decimal);
    }
    if (value instanceof Number number) {
      double real = number.doubleValue();
      return Double.isFinite(real) ? (Object) real : String.valueOf(real);
    }
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        list.add(value(element));
      }
      return list;
    }
    String text = String.valueOf(value);
    left -= text.length();
    return text;
  }
}
