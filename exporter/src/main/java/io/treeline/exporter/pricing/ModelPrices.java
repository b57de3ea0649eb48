package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One model of a provider.
 *
 * @param id the price list's name of it
 * @param exact matches names as they are spelt
 * @param folded matches names in lower case
 * @param rows prices, later ones stronger
 */
record ModelPrices(String id, MatchClause exact, MatchClause folded, List<PriceRow> rows) {

  ModelPrices {
    rows = List.copyOf(rows);
  }

  static ModelPrices of(JsonNode model) {
    JsonNode prices = model.path("prices");
    List<PriceRow> rows = new ArrayList<>();
    if (prices.isArray()) {
      prices.forEach(
          conditional ->
              rows.add(PriceRow.of(conditional.path("prices"), conditional.path("constraint"))));
    } else {
      rows.add(PriceRow.of(prices, MissingNode.getInstance()));
    }
    JsonNode match = model.path("match");
    return new ModelPrices(
        model.path("id").asText(), MatchClause.of(match, false), MatchClause.of(match, true), rows);
  }

  boolean matches(String name) {
    return exact.matches(name);
  }

  boolean matchesFolded(String name) {
    return folded.matches(name.toLowerCase(Locale.ROOT));
  }

  /** The last row that holds; where none does, the first. */
  PriceRow rowAt(ZonedDateTime utc) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).holdsAt(utc)) {
        return rows.get(i);
      }
    }
    return rows.get(0);
  }
}
