package io.treeline.exporter.pricing;

import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.pricing.PriceCheck.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs by one row, line by line. Nothing is rounded.
 *
 * @param lines what was added up; empty when unpriced
 * @param totalUsd sum of the lines; null when unpriced
 * @param unpriced why there is no sum; null when there is one
 */
record CostSheet(List<Line> lines, @Nullable BigDecimal totalUsd, @Nullable String unpriced) {

  CostSheet {
    lines = List.copyOf(lines);
  }

  /** Of one call. */
  static CostSheet of(PriceRow row, TokenUsage usage, boolean hasOutput) {
    return of(row, usage, hasOutput, true);
  }

  /**
   * Of the sum of an unknown number of calls, none of which is taken to be in a tier: the least
   * that it can have cost, where tiers are dearer.
   */
  static CostSheet ofSum(PriceRow row, TokenUsage usage, boolean hasOutput) {
    return of(row, usage, hasOutput, false);
  }

  /** Whether it matters that this was one call: a tier applies, or each call has a price. */
  boolean isOfOneCall() {
    return lines.stream()
        .anyMatch(line -> line.tierStart() != null || line.key().equals(PriceKeys.REQUESTS));
  }

  private static CostSheet of(
      PriceRow row, TokenUsage usage, boolean hasOutput, boolean tiersApply) {
    TokenSplit split = TokenSplit.of(usage, hasOutput);
    if (split.unknown() != null) {
      return unpriced(split.unknown());
    }
    if (row.prices().keySet().stream().noneMatch(PriceKeys.METERED::contains)) {
      // It says nothing, not that the model is free.
      return unpriced("the row has no prices of tokens or requests");
    }
    if (hasOutput && orZero(usage.output()) > 0) {
      for (String key : PriceKeys.GENERATED_MEDIA) {
        if (row.prices().containsKey(key)) {
          return unpriced(
              "the row prices a part of the output apart (%s) and the span does not count it"
                  .formatted(key));
        }
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<Bucket, Long> bucket : split.counts().entrySet()) {
      if (bucket.getValue() == 0) {
        continue;
      }
      String key = row.keyOf(bucket.getKey());
      TokenPrice price = key == null ? null : row.prices().get(key);
      if (key == null || price == null) {
        return unpriced("the row has no price for " + bucket.getKey().label());
      }
      TokenPrice.Tier tier = tiersApply ? price.tier(split.input()) : null;
      lines.add(line(bucket.getKey().label(), bucket.getValue(), key, price, tier));
    }
    TokenPrice request = row.prices().get(PriceKeys.REQUESTS);
    if (request != null) {
      BigDecimal usd = stripped(request.base().movePointLeft(3));
      lines.add(new Line("request", 1, PriceKeys.REQUESTS, request.base(), 1_000, null, usd));
    }
    BigDecimal total = lines.stream().map(Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new CostSheet(lines, stripped(total), null);
  }

  private static Line line(
      String what, long count, String key, TokenPrice price, TokenPrice.@Nullable Tier tier) {
    BigDecimal each = tier == null ? price.base() : tier.price();
    return new Line(
        what,
        count,
        key,
        each,
        1_000_000,
        tier == null ? null : tier.start(),
        stripped(each.multiply(BigDecimal.valueOf(count)).movePointLeft(6)));
  }

  private static BigDecimal stripped(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static CostSheet unpriced(String why) {
    return new CostSheet(List.of(), null, why);
  }
}
