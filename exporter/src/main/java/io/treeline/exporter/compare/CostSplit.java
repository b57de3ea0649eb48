package io.treeline.exporter.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a session costs more or less on average, in US dollars a session.
 *
 * @param change what a session of B costs more than one of A
 * @param moreVisits the part that comes of more visits: their change at the mean of both prices
 * @param dearerVisits the part that comes of dearer ones: their price's change at the mean of both
 *     numbers of visits; both parts add up to the change to the last digit
 */
public record CostSplit(BigDecimal change, BigDecimal moreVisits, BigDecimal dearerVisits) {

  private static final MathContext DIGITS = new MathContext(50);
  // As exact as the costs themselves.
  private static final int SCALE = 18;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Of one place; a price nobody paid is that of the other. */
  static CostSplit of(
      long visitsA,
      @Nullable BigDecimal usdA,
      long sessionsA,
      long visitsB,
      @Nullable BigDecimal usdB,
      long sessionsB) {
    BigDecimal a = usdA == null ? BigDecimal.ZERO : usdA;
    BigDecimal b = usdB == null ? BigDecimal.ZERO : usdB;
    BigDecimal change = round(per(b, sessionsB).subtract(per(a, sessionsA)));
    BigDecimal priceA = visitsA == 0 ? per(b, Math.max(1, visitsB)) : per(a, visitsA);
    BigDecimal priceB = visitsB == 0 ? priceA : per(b, visitsB);
    BigDecimal visits =
        per(BigDecimal.valueOf(visitsB), sessionsB)
            .subtract(per(BigDecimal.valueOf(visitsA), sessionsA));
    BigDecimal price = priceA.add(priceB).divide(TWO, DIGITS);
    BigDecimal more = round(visits.multiply(price, DIGITS));
    return new CostSplit(change, more, plain(change.subtract(more)));
  }

  /** This change, split as its parts are. */
  CostSplit splitAs(List<CohortComparison.Change> parts, CostSplit root) {
    BigDecimal more = root.moreVisits;
    for (CohortComparison.Change part : parts) {
      CostSplit split = part.costChange();
      more = split == null ? more : more.add(split.moreVisits);
    }
    return new CostSplit(change, plain(more), plain(change.subtract(more)));
  }

  /** What of this change none of the parts has. */
  BigDecimal elsewhere(List<CohortComparison.Change> parts) {
    BigDecimal rest = change;
    for (CohortComparison.Change part : parts) {
      CostSplit split = part.costChange();
      rest = split == null ? rest : rest.subtract(split.change);
    }
    return plain(rest);
  }

  private static BigDecimal per(BigDecimal amount, long number) {
    return amount.divide(BigDecimal.valueOf(number), DIGITS);
  }

  private static BigDecimal round(BigDecimal amount) {
    return plain(amount.setScale(SCALE, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
