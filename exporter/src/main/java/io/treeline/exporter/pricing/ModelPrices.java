package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model of a provider.
 *
 * @param id the price list's name of it
 * @param exact matches names as they are spelt
 * @param folded matches names in lower case
 * @param rows prices, later ones stronger
 * @param firstIsDefault whether the first row holds where no other does
 * @param deprecated whether its provider is about to withdraw it; its prices hold all the same
 */
record ModelPrices(
    String id,
    MatchClause exact,
    MatchClause folded,
    List<PriceRow> rows,
    boolean firstIsDefault,
    boolean deprecated) {

  ModelPrices {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a model of the price list.
   *
   * @throws IllegalArgumentException when it cannot be read; the message says why
   */
  static ModelPrices of(JsonNode model) {
    JsonNode prices = model.path("prices");
    List<PriceRow> rows = new ArrayList<>();
    if (prices.isArray()) {
      for (JsonNode conditional : prices) {
        rows.add(PriceRow.of(conditional.path("prices"), conditional.get("constraint")));
      }
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("prices must not be an empty list");
      }
    } else {
      rows.add(PriceRow.of(prices, null));
    }
    JsonNode match = model.path("match");
    return new ModelPrices(
        model.path("id").asText(),
        MatchClause.of(match, false),
        MatchClause.of(match, true),
        rows,
        true,
        model.path("deprecated").asBoolean());
  }

  /** By which part of its clause it matches, as spelt; null when it does not. */
  @Nullable String matched(String name) {
    return exact.matched(name);
  }

  /** As {@link #matched}, without regard to case. */
  @Nullable String matchedFolded(String name) {
    return folded.matched(name.toLowerCase(Locale.ROOT));
  }

  /** The last row that holds; where none does, the first, or none at all. */
  Optional<PriceRow> rowAt(ZonedDateTime utc) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).constraint().holdsAt(utc)) {
        return Optional.of(rows.get(i));
      }
    }
    return firstIsDefault ? Optional.of(rows.get(0)) : Optional.empty();
  }

  /** Whether some row holds at any time. */
  boolean holdsAlways() {
    return firstIsDefault || rows.stream().anyMatch(row -> row.constraint().isNone());
  }
}
