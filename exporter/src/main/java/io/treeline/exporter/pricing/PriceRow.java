package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one model, and when they hold. What the price list has beside these (audio, images,
 * searches, one-hour cache writes) our token counts do not tell apart.
 *
 * @param startDate first day, UTC; null for always
 * @param startTime start of the daily interval, UTC; null for all day
 * @param endTime end of it, exclusive; null with {@code startTime}
 * @param input uncached input
 * @param cacheRead null when cached input costs as much as other input
 * @param cacheWrite null when writing the cache costs as much as other input
 * @param output output, reasoning included
 * @param reasoning null when reasoning costs as much as other output
 * @param request US dollars for each call; null for none
 */
record PriceRow(
    @Nullable LocalDate startDate,
    @Nullable LocalTime startTime,
    @Nullable LocalTime endTime,
    @Nullable TokenPrice input,
    @Nullable TokenPrice cacheRead,
    @Nullable TokenPrice cacheWrite,
    @Nullable TokenPrice output,
    @Nullable TokenPrice reasoning,
    @Nullable BigDecimal request) {

  static PriceRow of(JsonNode prices, JsonNode constraint) {
    JsonNode perThousand = prices.path("requests_kcount");
    return new PriceRow(
        constraint.hasNonNull("start_date")
            ? LocalDate.parse(constraint.get("start_date").asText())
            : null,
        utcTime(constraint.path("start_time")),
        utcTime(constraint.path("end_time")),
        TokenPrice.of(prices.get("input_mtok")),
        TokenPrice.of(prices.get("cache_read_mtok")),
        TokenPrice.of(prices.get("cache_write_mtok")),
        TokenPrice.of(prices.get("output_mtok")),
        TokenPrice.of(prices.get("output_reasoning_mtok")),
        perThousand.isNumber() ? perThousand.decimalValue().movePointLeft(3) : null);
  }

  boolean holdsAt(ZonedDateTime utc) {
    if (startDate != null && utc.toLocalDate().isBefore(startDate)) {
      return false;
    }
    if (startTime == null || endTime == null) {
      return true;
    }
    LocalTime time = utc.toLocalTime();
    return startTime.isBefore(endTime)
        ? !time.isBefore(startTime) && time.isBefore(endTime)
        : !time.isBefore(startTime) || time.isBefore(endTime); // Spans midnight.
  }

  /**
   * Exact US dollars.
   *
   * @return null when a price or a count it needs is not known
   */
  @Nullable BigDecimal cost(TokenUsage usage, boolean hasOutput) {
    Long in = usage.input();
    Long out = hasOutput ? usage.output() : Long.valueOf(0);
    if (in == null || out == null || (input == null && in > 0)) {
      return null;
    }
    if (output == null && out > 0) {
      return null;
    }
    BigDecimal total = request == null ? BigDecimal.ZERO : request;
    if (input != null) {
      total = total.add(inputCost(input, usage, in));
    } else if (output == null && request == null) {
      return null; // A row without prices says nothing, not that the model is free.
    }
    if (output != null) {
      total = total.add(outputCost(output, usage, out, in));
    }
    return total.signum() == 0 ? BigDecimal.ZERO : total.stripTrailingZeros();
  }

  private BigDecimal inputCost(TokenPrice inputPrice, TokenUsage usage, long in) {
    long reads = usage.cacheRead() == null ? 0 : usage.cacheRead();
    long writes = usage.cacheWrite() == null ? 0 : usage.cacheWrite();
    return inputPrice
        .cost(in - reads - writes, in)
        .add((cacheRead == null ? inputPrice : cacheRead).cost(reads, in))
        .add((cacheWrite == null ? inputPrice : cacheWrite).cost(writes, in));
  }

  private BigDecimal outputCost(TokenPrice outputPrice, TokenUsage usage, long out, long in) {
    long thought = reasoning == null || usage.reasoning() == null ? 0 : usage.reasoning();
    BigDecimal plain = outputPrice.cost(out - thought, in);
    return reasoning == null ? plain : plain.add(reasoning.cost(thought, in));
  }

  private static @Nullable LocalTime utcTime(JsonNode json) {
    return json.isTextual()
        ? OffsetTime.parse(json.asText()).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()
        : null;
  }
}
