package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prices spans. Thread-safe. */
public final class Pricer {

  /**
   * What {@code costSource} ends with where the usage is the sum of an unknown number of calls and
   * their sizes decide what they cost: it was priced as if no call were in a tier.
   */
  static final String BASE_PRICE_OF_SUM = ":base-price-of-sum";

  private final Prices prices;
  private final boolean reportedCounts;

  /**
   * Creates a pricer.
   *
   * @param prices whose rows hold at the moment a span is priced
   * @param reportedCounts whether a cost the sender reported counts where there is one; else it
   *     counts only where no row gives a cost
   */
  public Pricer(Prices prices, boolean reportedCounts) {
    this.prices = prices;
    this.reportedCounts = reportedCounts;
  }

  /** With the price list shipped with the exporter. */
  public static Pricer load() {
    return new Pricer(Prices.shipped(), false);
  }

  /**
   * The span with the cost of its call, and where the price came from; the span as it is when its
   * kind has no usage of its own, or when model or tokens are unknown.
   */
  public Span price(Span span) {
    Operation operation = span.operation();
    if (!operation.kind().ownsUsage() && operation.kind() != OperationKind.AGENT) {
      // What else has children reports the sum of its calls', which have costs of their own. So do
      // most agents: whether theirs counts is known when the calls are.
      return withCost(span, null, null);
    }
    BigDecimal reported = operation.reportedCostUsd();
    if (reported != null && reportedCounts) {
      return withCost(span, reported, reportedSource(operation));
    }
    Optional<PriceBook.Priced> row = row(span);
    if (row.isPresent()) {
      boolean hasOutput =
          operation.kind() == OperationKind.LLM || operation.kind() == OperationKind.AGENT;
      CostSheet sheet = CostSheet.of(row.get().row(), operation.usage(), hasOutput);
      if (sheet.isOfOneCall() && isSum(span)) {
        // Its sender knows its calls, and its cost is exact.
        return reported != null
            ? withCost(span, reported, reportedSource(operation))
            : withCost(
                span,
                CostSheet.ofSum(row.get().row(), operation.usage(), hasOutput).totalUsd(),
                row.get().source() + BASE_PRICE_OF_SUM);
      }
      if (sheet.totalUsd() != null) {
        return withCost(span, sheet.totalUsd(), row.get().source());
      }
    }
    return withCost(span, reported, reportedSource(operation));
  }

  /** An agent's usage is that of all its calls, unless it says that it went round once. */
  private static boolean isSum(Span span) {
    if (span.operation().kind() != OperationKind.AGENT) {
      return false;
    }
    JsonNode iteration = span.attributes().get(TreelineAttributes.AGENT_ITERATION.getKey());
    return iteration == null || !iteration.asText().equals("1");
  }

  /** The answer's model is the exact one; where no list has it, the one asked for may be in one. */
  private Optional<PriceBook.Priced> row(Span span) {
    Operation operation = span.operation();
    if (operation.usage().input() == null) {
      return Optional.empty();
    }
    PriceBook book = prices.book();
    ZonedDateTime start = Instant.ofEpochSecond(0, span.startEpochNanos()).atZone(ZoneOffset.UTC);
    Optional<PriceBook.Priced> row = row(book, span, operation.responseModel(), start);
    return row.isPresent() ? row : row(book, span, operation.requestModel(), start);
  }

  private static Optional<PriceBook.Priced> row(
      PriceBook book, Span span, @Nullable String model, ZonedDateTime start) {
    return model == null
        ? Optional.empty()
        : book.find(span.operation().provider(), address(span), model).at(start);
  }

  private static Span withCost(Span span, @Nullable BigDecimal usd, @Nullable String source) {
    Operation operation = span.operation();
    if (usd == null && operation.costUsd() == null) {
      return span;
    }
    String from = usd == null ? null : source;
    return span.withOperation(operation.toBuilder().cost(usd, from).build());
  }

  private static String reportedSource(Operation operation) {
    return "reported:" + operation.reportedCostSource();
  }

  private static @Nullable String address(Span span) {
    JsonNode address = span.attributes().get(CommonAttributes.SERVER_ADDRESS.getKey());
    return address != null && address.isTextual() ? address.textValue() : null;
  }
}
