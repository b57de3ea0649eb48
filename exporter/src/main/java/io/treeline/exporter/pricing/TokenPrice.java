package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Decimals of a price: with them any cost has at most 15, and the store keeps 18. */
  static final int MOST_DECIMALS = 9;

  private static final BigDecimal MOST = BigDecimal.TEN.pow(9);

  /**
   * A price for long prompts.
   *
   * @param start input tokens that must be exceeded
   */
  record Tier(long start, BigDecimal price) {}

  TokenPrice {
    tiers = List.copyOf(tiers);
  }

  /**
   * Reads a price: a number, or a base and tiers.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static TokenPrice of(JsonNode json) {
    if (json.isNumber()) {
      return new TokenPrice(decimal(json), List.of());
    }
    if (!json.isObject() || !json.path("tiers").isArray()) {
      throw new IllegalArgumentException(
          "a price is a number, or an object of base and tiers: was " + json);
    }
    List<Tier> tiers = new ArrayList<>();
    for (JsonNode tier : json.path("tiers")) {
      if (!tier.path("start").isIntegralNumber()) {
        throw new IllegalArgumentException("a tier starts at a number of tokens: was " + tier);
      }
      tiers.add(new Tier(tier.path("start").longValue(), decimal(tier.path("price"))));
    }
    tiers.sort(Comparator.comparingLong(Tier::start));
    return new TokenPrice(decimal(json.path("base")), tiers);
  }

  /** The tier a call of so many input tokens pays; null for the base price. */
  @Nullable Tier tier(long inputTokens) {
    Tier paid = null;
    for (Tier tier : tiers) {
      if (inputTokens > tier.start()) {
        paid = tier;
      }
    }
    return paid;
  }

  /** Such as {@code 3} or {@code 3, 6 above 200000}. */
  String text() {
    StringBuilder text = new StringBuilder(base.toPlainString());
    tiers.forEach(
        tier ->
            text.append(", ")
                .append(tier.price().toPlainString())
                .append(" above ")
                .append(tier.start()));
    return text.toString();
  }

  /** A few prices of the list went through binary arithmetic: 0.18000000000000002. */
  static BigDecimal decimal(JsonNode json) {
    if (!json.isNumber()) {
      throw new IllegalArgumentException("a price is a number: was " + json);
    }
    BigDecimal price =
        json.decimalValue().setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    if (price.signum() < 0 || price.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "a price is from 0 to %s: was %s".formatted(MOST.toPlainString(), json));
    }
    return price.signum() == 0 ? BigDecimal.ZERO : price;
  }
}
