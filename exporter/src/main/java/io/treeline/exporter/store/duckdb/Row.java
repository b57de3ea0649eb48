package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.rows.StoredRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result, by column name. The driver's own look-up by name is linear. */
final class Row implements StoredRow<SQLException> {

  private final ResultSet result;
  private final Map<String, Integer> columns = new HashMap<>();

  Row(ResultSet result) throws SQLException {
    this.result = result;
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      columns.put(result.getMetaData().getColumnName(i), i);
    }
  }

  boolean next() throws SQLException {
    return result.next();
  }

  @Override
  public @Nullable String textOrNull(String column) throws SQLException {
    return result.getString(index(column));
  }

  @Override
  public @Nullable Long numberOrNull(String column) throws SQLException {
    long value = result.getLong(index(column));
    return result.wasNull() ? null : value;
  }

  /** Without trailing zeros, as the digits that were never written are no fact. */
  @Override
  public @Nullable BigDecimal decimalOrNull(String column) throws SQLException {
    BigDecimal value = result.getBigDecimal(index(column));
    return value == null ? null : Costs.canonical(value);
  }

  @Override
  public @Nullable Double realOrNull(String column) throws SQLException {
    double value = result.getDouble(index(column));
    return result.wasNull() ? null : value;
  }

  @Override
  public @Nullable String traceIdOrNull(String column) throws SQLException {
    UUID value = (UUID) result.getObject(index(column));
    return value == null ? null : Ids.hex(value);
  }

  UUID uuid(String column) throws SQLException {
    return present(column, (UUID) result.getObject(index(column)));
  }

  @Nullable BigInteger unsignedOrNull(String column) throws SQLException {
    return (BigInteger) result.getObject(index(column));
  }

  @Override
  public @Nullable String spanIdOrNull(String column) throws SQLException {
    return Ids.hexOrNull(unsignedOrNull(column));
  }

  @Override
  public boolean isTrue(String column) throws SQLException {
    return result.getBoolean(index(column));
  }

  @Override
  public List<String> texts(String column) throws SQLException {
    Array array = present(column, result.getArray(index(column)));
    Object[] values = (Object[]) array.getArray();
    List<String> texts = new ArrayList<>(values.length);
    for (Object value : values) {
      texts.add((String) value);
    }
    return texts;
  }

  /** Of texts such as {@code REPAIR:3}; null is empty. */
  Map<String, Long> counts(String column) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    Array array = result.getArray(index(column));
    if (array != null) {
      for (Object value : (Object[]) array.getArray()) {
        String text = (String) value;
        int colon = text.lastIndexOf(':');
        counts.put(text.substring(0, colon), Long.valueOf(text.substring(colon + 1)));
      }
    }
    return counts;
  }

  /** Empty when there is none. */
  List<Double> reals(String column) throws SQLException {
    Array array = result.getArray(index(column));
    if (array == null) {
      return List.of();
    }
    List<Double> reals = new ArrayList<>();
    for (Object value : (Object[]) array.getArray()) {
      reals.add((Double) value);
    }
    return reals;
  }

  /** A list of whole numbers; null when there is none. */
  long @Nullable [] numbersOrNull(String column) throws SQLException {
    Array array = result.getArray(index(column));
    if (array == null) {
      return null;
    }
    Object[] values = (Object[]) array.getArray();
    long[] numbers = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (Long) values[i];
    }
    return numbers;
  }

  private int index(String column) throws SQLException {
    Integer index = columns.get(column);
    if (index == null) {
      throw new SQLException("no column " + column + " among " + columns.keySet());
    }
    return index;
  }

  static <T> T present(String column, @Nullable T value) {
    return Objects.requireNonNull(value, column);
  }
}
