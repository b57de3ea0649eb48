package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one model each: {@code model}, {@code provider}, {@code start_date} and prices by the
 * price list's keys. Several rows of a model differ in their start date.
 */
final class SimpleRows {

  private static final Set<String> OWN_KEYS = Set.of("model", "provider", "start_date");

  private record Name(@Nullable String provider, String model) {}

  private record Row(PriceRow prices, String where) {}

  private final Map<Name, List<Row>> rows = new LinkedHashMap<>();

  /** Adds the lines of a CSV file, whose first line names the columns. */
  void addCsv(String text, List<String> remarks) {
    List<String> columns = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = cells(line);
      String where = "line " + number;
      if (columns == null) {
        columns = cells;
        if (!columns.contains("model")) {
          remarks.add(
              where
                  + ": the first line must name the columns, such as model,provider,input_mtok,"
                  + "output_mtok: was \""
                  + line
                  + "\"");
          return;
        }
        continue;
      }
      if (cells.size() > columns.size()) {
        remarks.add(
            "%s: has %d values for %d columns; a decimal point is a point, and values with commas stand in quotes"
                .formatted(where, cells.size(), columns.size()));
        continue;
      }
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          row.put(columns.get(i), cells.get(i));
        }
      }
      add(row, where, remarks);
    }
  }

  /**
   * Adds one row.
   *
   * @param where for remarks, such as {@code line 7}
   */
  void add(JsonNode json, String where, List<String> remarks) {
    String model = json.path("model").asText();
    if (model.isEmpty()) {
      remarks.add(
          "%s: a row needs a model, and a provider needs models: was %s"
              .formatted(where, shortened(json)));
      return;
    }
    if (model.indexOf('*') >= 0 && model.indexOf('*') < model.length() - 1) {
      remarks.add(
          "%s: * may only end a model's name: was \"%s\"; other rules need the list's own format"
              .formatted(where, model));
      return;
    }
    try {
      PriceRow row = row(json);
      String provider = json.path("provider").asText().toLowerCase(Locale.ROOT);
      Name name = new Name(provider.isEmpty() ? null : provider, model);
      List<Row> others = rows.computeIfAbsent(name, key -> new ArrayList<>());
      for (Row other : others) {
        if (other.prices().constraint().equals(row.constraint())) {
          remarks.add(
              "%s: %s stands in %s already; rows of a model differ in start_date"
                  .formatted(where, model, other.where()));
          return;
        }
      }
      others.add(new Row(row, where));
    } catch (IllegalArgumentException e) {
      remarks.add("%s (%s): %s".formatted(where, model, e.getMessage()));
    }
  }

  /** What was added: rows of a provider before those of any, exact names before patterns. */
  List<PriceList.Simple> models() {
    List<PriceList.Simple> models = new ArrayList<>();
    rows.forEach(
        (name, entries) -> {
          if (!entries.isEmpty()) {
            models.add(new PriceList.Simple(name.provider(), model(name.model(), entries)));
          }
        });
    models.sort(
        Comparator.comparing((PriceList.Simple simple) -> simple.provider() == null)
            .thenComparing(simple -> simple.prices().id().endsWith("*"))
            .thenComparing(simple -> -simple.prices().id().length()));
    return models;
  }

  private static ModelPrices model(String name, List<Row> entries) {
    List<PriceRow> sorted = new ArrayList<>(entries.stream().map(Row::prices).toList());
    sorted.sort(
        Comparator.comparing(
            (PriceRow row) -> row.constraint().startDate(),
            Comparator.nullsFirst(Comparator.naturalOrder())));
    return new ModelPrices(
        name, clause(name), clause(name.toLowerCase(Locale.ROOT)), sorted, false, false);
  }

  private static MatchClause clause(String name) {
    return name.endsWith("*")
        ? new MatchClause.StartsWith(name.substring(0, name.length() - 1))
        : new MatchClause.Equals(name);
  }

  private static PriceRow row(JsonNode json) {
    Map<String, TokenPrice> prices = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String key = entry.getKey();
      if (OWN_KEYS.contains(key) || entry.getValue().isNull()) {
        continue;
      }
      if (!PriceKeys.METERED.contains(key)) {
        throw new IllegalArgumentException(unknown(key));
      }
      prices.put(key, price(key, entry.getValue()));
    }
    if (prices.isEmpty()) {
      throw new IllegalArgumentException(
          "has no price: expected at least one such as input_mtok, dollars for a million tokens");
    }
    return new PriceRow(
        new Constraint(Constraint.date(json.path("start_date")), null, null), prices);
  }

  private static TokenPrice price(String key, JsonNode value) {
    JsonNode number = value;
    if (value.isTextual()) {
      try {
        number = JsonNodeFactory.instance.numberNode(new BigDecimal(value.textValue().strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s must be dollars such as 2.50: was \"%s\"".formatted(key, value.textValue()));
      }
    }
    if (number.isNumber()
        && number.decimalValue().stripTrailingZeros().scale() > TokenPrice.MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "%s has more than %d decimals: was %s"
              .formatted(key, TokenPrice.MOST_DECIMALS, value.asText()));
    }
    try {
      return TokenPrice.of(number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }

  private static String unknown(String key) {
    return PriceKeys.NOT_METERED.contains(key)
        ? "%s is a price of what spans do not count: take it out".formatted(key)
        : "unknown price %s: known are model, provider, start_date, %s"
            .formatted(key, String.join(", ", PriceKeys.METERED.stream().sorted().toList()));
  }

  /** Values between commas; one in double quotes may hold commas, and quotes written twice. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static String shortened(JsonNode json) {
    String text = json.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
