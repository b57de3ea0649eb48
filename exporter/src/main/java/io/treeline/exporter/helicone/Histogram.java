package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Map;

/** How values are spread: at most ten ranges of equal width, each with how many are in it. */
final class Histogram {

  static final Map<String, Double> PERCENTILES =
      Map.of("p50", 0.5, "p75", 0.75, "p95", 0.95, "p99", 0.99, "p99.9", 0.999);

  private static final int RANGES = 10;

  private Histogram() {}

  /**
   * The histogram of those values that are not above a percentile.
   *
   * @param bothEnds whether those below the opposite percentile are left out too
   */
  static ArrayNode of(double[] values, double percentile, boolean bothEnds) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    if (sorted.length == 0) {
      return rows;
    }
    double most = quantile(sorted, percentile);
    double least = bothEnds ? quantile(sorted, 1 - percentile) : Double.NEGATIVE_INFINITY;
    double[] kept =
        Arrays.stream(sorted).filter(value -> value >= least && value <= most).toArray();
    if (kept.length == 0) {
      return rows;
    }
    double first = kept[0];
    double last = kept[kept.length - 1];
    int ranges = first == last ? 1 : RANGES;
    long[] counts = new long[ranges];
    double width = (last - first) / ranges;
    for (double value : kept) {
      counts[width == 0 ? 0 : Math.min(ranges - 1, (int) ((value - first) / width))]++;
    }
    for (int i = 0; i < ranges; i++) {
      rows.addObject()
          .put("range_start", Double.toString(first + i * width))
          .put("range_end", Double.toString(i == ranges - 1 ? last : first + (i + 1) * width))
          .put("value", counts[i]);
    }
    return rows;
  }

  /** {@code [{"average": mean}]}; empty without values. */
  static ArrayNode average(double[] values) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    Arrays.stream(values).average().ifPresent(average -> rows.addObject().put("average", average));
    return rows;
  }

  /** Interpolated between the two values next to it. */
  private static double quantile(double[] sorted, double at) {
    double place = at * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
