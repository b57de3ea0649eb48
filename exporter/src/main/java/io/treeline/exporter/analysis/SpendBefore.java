package io.treeline.exporter.analysis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Running sums over a list of nodes, so that the sum of any stretch of it takes two look-ups. */
final class SpendBefore {

  private final long[] input;
  private final long[] output;
  private final BigDecimal[] cost;
  private final int[] inputKnown;
  private final int[] outputKnown;
  private final int[] costKnown;

  private SpendBefore(int size) {
    input = new long[size + 1];
    output = new long[size + 1];
    cost = new BigDecimal[size + 1];
    inputKnown = new int[size + 1];
    outputKnown = new int[size + 1];
    costKnown = new int[size + 1];
  }

  static SpendBefore of(Nodes nodes, Work work) {
    SpendBefore sums = new SpendBefore(nodes.size());
    sums.cost[0] = BigDecimal.ZERO;
    for (int i = 0; i < nodes.size(); i++) {
      sums.set(i, work.inside(nodes.get(i)));
    }
    return sums;
  }

  private void set(int i, Spend spend) {
    input[i + 1] = input[i] + (spend.inputTokens() == null ? 0 : spend.inputTokens());
    output[i + 1] = output[i] + (spend.outputTokens() == null ? 0 : spend.outputTokens());
    cost[i + 1] = spend.costUsd() == null ? cost[i] : cost[i].add(spend.costUsd());
    inputKnown[i + 1] = inputKnown[i] + (spend.inputTokens() == null ? 0 : 1);
    outputKnown[i + 1] = outputKnown[i] + (spend.outputTokens() == null ? 0 : 1);
    costKnown[i + 1] = costKnown[i] + (spend.costUsd() == null ? 0 : 1);
  }

  /** From an index to before another. */
  Spend between(int from, int to) {
    @Nullable Long inputs = known(inputKnown, from, to) ? (Long) (input[to] - input[from]) : null;
    @Nullable Long outputs =
        known(outputKnown, from, to) ? (Long) (output[to] - output[from]) : null;
    BigDecimal usd = known(costKnown, from, to) ? cost[to].subtract(cost[from]) : null;
    return new Spend(0, 0, inputs, outputs, usd);
  }

  private static boolean known(int[] counts, int from, int to) {
    return counts[to] > counts[from];
  }
}
