package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.semconv.CommonAttributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prices spans. Thread-safe. */
public final class Pricer {

  private final PriceBook book;

  private Pricer(PriceBook book) {
    this.book = book;
  }

  /** With the price list shipped with the exporter. */
  public static Pricer load() {
    return new Pricer(PriceBook.load());
  }

  /**
   * The span with the cost of its call, and where the price came from; the span as it is when its
   * kind has no usage of its own, for an agent's cost is the sum of its calls', which have costs of
   * their own. What the sender reported stands only where the list has no price.
   */
  public Span price(Span span) {
    Operation operation = span.operation();
    if (!operation.kind().ownsUsage()) {
      return span;
    }
    return computed(span).or(() -> reported(operation)).map(span::withOperation).orElse(span);
  }

  /** Empty when model or tokens are unknown, or the list lacks the model. */
  private Optional<Operation> computed(Span span) {
    Operation operation = span.operation();
    if (operation.usage().input() == null) {
      return Optional.empty();
    }
    ZonedDateTime start = Instant.ofEpochSecond(0, span.startEpochNanos()).atZone(ZoneOffset.UTC);
    // The answer's model is the exact one; where the list lacks it, the one asked for may be in it.
    return Stream.of(
            Optional.ofNullable(operation.responseModel()),
            Optional.ofNullable(operation.requestModel()))
        .flatMap(Optional::stream)
        .flatMap(model -> book.find(operation.provider(), address(span), model).stream())
        .findFirst()
        .flatMap(found -> priced(operation, found, start));
  }

  private static Optional<Operation> priced(
      Operation operation, PriceBook.Found found, ZonedDateTime start) {
    boolean hasOutput = operation.kind() == OperationKind.LLM;
    BigDecimal usd = found.model().rowAt(start).cost(operation.usage(), hasOutput);
    return usd == null ? Optional.empty() : Optional.of(operation.withCost(usd, found.source()));
  }

  private static Optional<Operation> reported(Operation operation) {
    BigDecimal usd = operation.reportedCostUsd();
    return usd == null
        ? Optional.empty()
        : Optional.of(operation.withCost(usd, "reported:" + operation.reportedCostSource()));
  }

  private static @Nullable String address(Span span) {
    JsonNode address = span.attributes().get(CommonAttributes.SERVER_ADDRESS.getKey());
    return address != null && address.isTextual() ? address.textValue() : null;
  }
}
