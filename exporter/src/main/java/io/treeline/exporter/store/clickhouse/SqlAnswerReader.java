package io.treeline.exporter.store.clickhouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.SqlResult;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes an answer of lines of JSON: names, types, then rows; up to a number and a size. */
final class SqlAnswerReader {

  private static final int MAX_CHARS_OF_A_VALUE = 64 << 20;

  private static final Pattern ZEROS = Pattern.compile("(\\.\\d+?)0+$");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_CHARS_OF_A_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final TypeReference<List<@Nullable Object>> LINE = new TypeReference<>() {};

  private final int maxRows;
  private long left;

  SqlAnswerReader(int maxRows, long maxChars) {
    this.maxRows = maxRows;
    this.left = maxChars;
  }

  SqlResult read(InputStream answer) throws IOException {
    try (JsonParser lines = JSON.createParser(answer)) {
      List<@Nullable Object> names = next(lines);
      List<@Nullable Object> types = names == null ? null : next(lines);
      if (names == null || types == null) {
        return new SqlResult(List.of(), List.of(), false);
      }
      List<SqlResult.Column> columns = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        columns.add(
            new SqlResult.Column(String.valueOf(names.get(i)), String.valueOf(types.get(i))));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (List<@Nullable Object> line = next(lines); line != null; line = next(lines)) {
        List<@Nullable Object> row = row(line, columns);
        if (rows.size() == maxRows || left < 0) {
          return new SqlResult(columns, rows, true);
        }
        rows.add(row);
      }
      return new SqlResult(columns, rows, false);
    }
  }

  private static @Nullable List<@Nullable Object> next(JsonParser lines) throws IOException {
    return lines.nextToken() == null ? null : JSON.readValue(lines, LINE);
  }

  private List<@Nullable Object> row(
      List<@Nullable Object> values, List<SqlResult.Column> columns) {
    List<@Nullable Object> row = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      row.add(value(values.get(i), bare(columns.get(i).type())));
    }
    return row;
  }

  private @Nullable Object value(@Nullable Object value, String type) {
    left -= 8;
    if (value == null) {
      return null;
    }
    if (value instanceof Collection<?> list && type.startsWith("Array(")) {
      String element = bare(inner(type));
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(one -> all.add(value(one, element)));
      return all;
    }
    if (type.startsWith("Float") || type.startsWith("BFloat")) {
      return real(value);
    }
    if (value instanceof BigDecimal decimal) {
      return Costs.canonical(decimal);
    }
    if (value instanceof Integer number && !type.startsWith("Decimal")) {
      return number.longValue();
    }
    if (value instanceof Boolean || value instanceof Number) {
      return type.startsWith("Decimal")
          ? (Object) Costs.canonical(new BigDecimal(value.toString()))
          : value;
    }
    String text = String.valueOf(value);
    left -= text.length();
    // The digits of a fraction that say nothing are left away.
    return type.startsWith("DateTime64(") ? ZEROS.matcher(text).replaceFirst("$1") : text;
  }

  private static Object real(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return switch (String.valueOf(value)) {
      case "inf" -> "Infinity";
      case "-inf" -> "-Infinity";
      default -> "NaN";
    };
  }

  /** A type without what only says how it is stored or that it may be absent. */
  private static String bare(String type) {
    String bare = type;
    while (bare.startsWith("Nullable(") || bare.startsWith("LowCardinality(")) {
      bare = inner(bare);
    }
    return bare;
  }

  private static String inner(String type) {
    return type.substring(type.indexOf('(') + 1, type.length() - 1);
  }
}
