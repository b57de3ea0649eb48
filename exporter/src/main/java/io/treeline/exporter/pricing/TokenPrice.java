package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * US dollars for a million tokens of one sort.
 *
 * @param base price below the first tier
 * @param tiers prices that apply to all tokens of the call once its input passes their start,
 *     ascending
 */
record TokenPrice(BigDecimal base, List<Tier> tiers) {

  /**
   * A price for long prompts.
   *
   * @param start input tokens that must be exceeded
   */
  record Tier(long start, BigDecimal price) {}

  TokenPrice {
    tiers = List.copyOf(tiers);
  }

  static @Nullable TokenPrice of(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (json.isNumber()) {
      return new TokenPrice(decimal(json), List.of());
    }
    List<Tier> tiers = new ArrayList<>();
    json.path("tiers")
        .forEach(
            tier ->
                tiers.add(new Tier(tier.path("start").longValue(), decimal(tier.path("price")))));
    tiers.sort(java.util.Comparator.comparingLong(Tier::start));
    return new TokenPrice(decimal(json.path("base")), tiers);
  }

  /** Exact US dollars. */
  BigDecimal cost(long tokens, long inputTokens) {
    BigDecimal price = base;
    for (Tier tier : tiers) {
      if (inputTokens > tier.start()) {
        price = tier.price();
      }
    }
    return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }

  /** A few prices of the list went through binary arithmetic: 0.18000000000000002. */
  private static BigDecimal decimal(JsonNode json) {
    if (!json.isNumber()) {
      throw new IllegalArgumentException("a price is a number: was " + json);
    }
    return json.decimalValue().setScale(9, RoundingMode.HALF_EVEN).stripTrailingZeros();
  }
}
