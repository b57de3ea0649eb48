package io.treeline.exporter.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.compare.SessionComparison.Difference;
import io.treeline.exporter.compare.SessionComparison.Step;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.semconv.TreelineAttributes;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is different between two steps. What either does not know is no difference. */
final class Differences {

  private static final BigDecimal TENTH = new BigDecimal("0.1");
  private static final long LEAST_NANOS = 100_000_000;
  private static final double HALF_MORE = 1.5;

  private Differences() {}

  static Set<Difference> between(Span a, Step stepA, Span b, Step stepB) {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    Operation one = a.operation();
    Operation two = b.operation();
    add(found, Difference.ARGUMENTS, differ(one.toolArgumentsHash(), two.toolArgumentsHash()));
    add(found, Difference.RESULT, differ(one.toolResultHash(), two.toolResultHash()));
    boolean models = one.kind().ownsUsage() && differ(one.model(), two.model());
    add(found, Difference.MODEL, models);
    add(found, Difference.DECISION, differ(chosen(a), chosen(b)));
    add(found, Difference.STATUS, !Objects.equals(stepA.error(), stepB.error()));
    add(found, Difference.COST, costs(stepA.costUsd(), stepB.costUsd()));
    add(found, Difference.TIME, takes(stepA.durationNanos(), stepB.durationNanos()));
    return found;
  }

  private static void add(Set<Difference> found, Difference difference, boolean there) {
    if (there) {
      found.add(difference);
    }
  }

  private static boolean differ(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !one.equals(other);
  }

  private static @Nullable JsonNode chosen(Span span) {
    String key = TreelineAttributes.DECISION_CHOSEN.getKey();
    JsonNode own = span.attributes().get(key);
    if (own != null) {
      return own;
    }
    for (SpanEvent event : span.events()) {
      if (event.name().equals(TreelineAttributes.DECISION_EVENT)) {
        return event.attributes().get(key);
      }
    }
    return null;
  }

  private static boolean costs(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return false;
    }
    return one.subtract(other).abs().compareTo(one.max(other).abs().multiply(TENTH)) > 0;
  }

  private static boolean takes(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return false;
    }
    long more = Math.max(one, other);
    long less = Math.min(one, other);
    return more - less > LEAST_NANOS && more > less * HALF_MORE;
  }
}
