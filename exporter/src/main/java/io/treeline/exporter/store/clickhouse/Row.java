package io.treeline.exporter.store.clickhouse;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.rows.StoredRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of an answer, by column name. Statements give ids in hexadecimal digits. */
final class Row implements StoredRow<RuntimeException> {

  private final ClickHouseBinaryFormatReader reader;
  private final Map<String, Integer> columns = new HashMap<>();

  Row(ClickHouseBinaryFormatReader reader) {
    this.reader = reader;
    int index = 1;
    for (var column : reader.getSchema().getColumns()) {
      columns.put(column.getColumnName(), index++);
    }
  }

  boolean next() {
    return reader.hasNext() && reader.next() != null;
  }

  ClickHouseBinaryFormatReader reader() {
    return reader;
  }

  @Override
  public @Nullable String textOrNull(String column) {
    int index = index(column);
    return reader.hasValue(index) ? reader.getString(index) : null;
  }

  @Override
  public @Nullable Long numberOrNull(String column) {
    int index = index(column);
    return reader.hasValue(index) ? (Long) reader.getLong(index) : null;
  }

  /** Without trailing zeros, as the digits that were never written are no fact. */
  @Override
  public @Nullable BigDecimal decimalOrNull(String column) {
    int index = index(column);
    return reader.hasValue(index) ? Costs.canonical(reader.getBigDecimal(index)) : null;
  }

  @Override
  public @Nullable Double realOrNull(String column) {
    int index = index(column);
    return reader.hasValue(index) ? (Double) reader.getDouble(index) : null;
  }

  @Override
  public @Nullable String traceIdOrNull(String column) {
    return textOrNull(column);
  }

  @Override
  public @Nullable String spanIdOrNull(String column) {
    return textOrNull(column);
  }

  @Override
  public boolean isTrue(String column) {
    int index = index(column);
    return reader.hasValue(index) && reader.getBoolean(index);
  }

  @Override
  public List<String> texts(String column) {
    List<String> texts = new ArrayList<>();
    for (Object value : values(column)) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  List<Integer> smallNumbers(String column) {
    List<Integer> numbers = new ArrayList<>();
    for (Object value : values(column)) {
      numbers.add(((Number) value).intValue());
    }
    return numbers;
  }

  List<Double> reals(String column) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : values(column)) {
      numbers.add(((Number) value).doubleValue());
    }
    return numbers;
  }

  private Collection<?> values(String column) {
    int index = index(column);
    return reader.hasValue(index) ? reader.getList(index) : List.of();
  }

  private int index(String column) {
    Integer index = columns.get(column);
    if (index == null) {
      throw new IllegalStateException("no column " + column + " among " + columns.keySet());
    }
    return index;
  }
}
