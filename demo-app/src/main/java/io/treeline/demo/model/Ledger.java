package io.treeline.demo.model;

/**
 * What the provider would put on the bill: the sum of all calls it answered with status 200.
 *
 * <p>The other side of the count: what a tracer adds up must come to exactly this.
 *
 * @param calls answered chat, Responses and embedding calls; refused ones are not billed
 */
public record Ledger(
    long calls, long inputTokens, long cachedTokens, long outputTokens, long reasoningTokens) {

  static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0);

  Ledger plus(Usage usage) {
    return new Ledger(
        calls + 1,
        inputTokens + usage.input(),
        cachedTokens + usage.cached(),
        outputTokens + usage.output(),
        reasoningTokens + usage.reasoning());
  }
}
