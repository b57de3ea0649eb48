package io.treeline.exporter.pricing;

import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which row prices a call, why, and what it comes to.
 *
 * @param question what was asked
 * @param considered what was looked at, one sentence each, in order
 * @param source name of the row, as {@code costSource} has it; null when none applies
 * @param clause part of the row's match clause by which it was found; null without a row
 * @param constraint when the row holds, such as {@code 2025-06-10}; null for always or without a
 *     row
 * @param deprecated whether the provider is about to withdraw the model
 * @param prices the row's prices by key, such as {@code input_mtok} and {@code 3, 6 above 200000}
 * @param notCounted keys of {@code prices} whose things spans do not count: not in the sum
 * @param lines what was added up; empty when unpriced
 * @param totalUsd exact; null when unpriced
 * @param unpriced why there is no sum; null when there is one
 */
public record PriceCheck(
    PriceQuestion question,
    List<String> considered,
    @Nullable String source,
    @Nullable String clause,
    @Nullable String constraint,
    boolean deprecated,
    Map<String, String> prices,
    List<String> notCounted,
    List<Line> lines,
    @Nullable BigDecimal totalUsd,
    @Nullable String unpriced) {

  /**
   * One sort of tokens, or the call itself.
   *
   * @param what such as {@code cache read}
   * @param count tokens, or 1 for the call
   * @param key the price's key
   * @param price US dollars for {@code per}
   * @param per 1,000,000 tokens or 1,000 calls
   * @param tierStart input tokens above which this price holds; null for the base price
   * @param usd exact
   */
  public record Line(
      String what,
      long count,
      String key,
      BigDecimal price,
      long per,
      @Nullable Long tierStart,
      BigDecimal usd) {}

  public PriceCheck {
    considered = List.copyOf(considered);
    prices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(prices));
    notCounted = List.copyOf(notCounted);
    lines = List.copyOf(lines);
  }

  static PriceCheck of(PriceQuestion question, PriceBook book) {
    PriceBook.Search search = book.find(question.provider(), question.address(), question.model());
    Optional<PriceBook.Priced> priced = search.at(question.at().atZone(ZoneOffset.UTC));
    if (priced.isEmpty()) {
      String why =
          search.found().isEmpty() ? "no row applies" : "no row holds at the time of the call";
      return new PriceCheck(
          question,
          search.considered(),
          null,
          null,
          null,
          false,
          Map.of(),
          List.of(),
          List.of(),
          null,
          why);
    }
    PriceRow row = priced.get().row();
    TokenUsage usage = question.usage();
    CostSheet sheet = CostSheet.of(row, usage, question.hasOutput());
    Map<String, String> prices = new LinkedHashMap<>();
    row.prices().forEach((key, price) -> prices.put(key, price.text()));
    List<String> notCounted = new ArrayList<>(row.prices().keySet());
    notCounted.removeIf(PriceKeys.METERED::contains);
    return new PriceCheck(
        question,
        search.considered(),
        priced.get().source(),
        priced.get().found().clause(),
        row.constraint().isNone() ? null : row.constraint().text(),
        priced.get().found().model().deprecated(),
        prices,
        notCounted,
        sheet.lines(),
        sheet.totalUsd(),
        sheet.unpriced());
  }
}
