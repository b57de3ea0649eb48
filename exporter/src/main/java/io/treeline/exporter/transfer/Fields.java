package io.treeline.exporter.transfer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by field; an absent one is null. */
final class Fields {

  private final Map<String, Object> values = new HashMap<>();

  Fields put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  @Nullable Object get(String name) {
    return values.get(name);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String text(String name) {
    return (String) values.get(name);
  }

  @Nullable Long number(String name) {
    return (Long) values.get(name);
  }

  @Nullable BigDecimal decimal(String name) {
    BigDecimal value = (BigDecimal) values.get(name);
    return value == null ? null : value.stripTrailingZeros();
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** The value of a field that every row has. */
  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw new IllegalArgumentException("field " + name + " is missing");
    }
    return value;
  }

  List<@Nullable Object> inOrder(List<Field> fields) {
    List<@Nullable Object> row = new ArrayList<>(fields.size());
    fields.forEach(field -> row.add(values.get(field.name())));
    return row;
  }

  static Fields of(List<Field> fields, List<@Nullable Object> row) {
    Fields result = new Fields();
    for (int i = 0; i < fields.size(); i++) {
      result.put(fields.get(i).name(), row.get(i));
    }
    return result;
  }
}
