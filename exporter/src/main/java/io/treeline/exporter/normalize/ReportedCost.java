package io.treeline.exporter.normalize;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Makes a cost that a sender reported one that can be kept, and says what was done to it. */
final class ReportedCost {

  /** Decimals of a dollar: a token costs 1e-9 at least. */
  private static final int MOST_DECIMALS = 18;

  private static final BigDecimal MOST = BigDecimal.TEN.pow(12);

  private ReportedCost() {}

  static void check(SpanDraft draft, List<String> warnings) {
    BigDecimal cost = draft.reportedCostUsd;
    if (cost == null) {
      return;
    }
    if (cost.compareTo(MOST) > 0) {
      warnings.add(
          "reported cost of "
              + cost
              + " dollars is beyond "
              + MOST.toPlainString()
              + " and was left out ("
              + draft.reportedCostKey
              + ")");
      draft.reportedCostUsd = null;
      draft.reportedCostKey = null;
    } else if (cost.stripTrailingZeros().scale() > MOST_DECIMALS) {
      draft.reportedCostUsd = cost.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN);
      warnings.add(
          "reported cost of "
              + cost
              + " dollars was rounded to "
              + MOST_DECIMALS
              + " decimals ("
              + draft.reportedCostKey
              + ")");
    }
  }
}
