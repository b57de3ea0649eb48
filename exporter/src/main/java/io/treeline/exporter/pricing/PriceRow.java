package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one model, and when they hold.
 *
 * @param constraint when they hold
 * @param prices by the price list's key; those of tokens for a million, {@code requests_kcount} for
 *     a thousand calls
 */
record PriceRow(Constraint constraint, Map<String, TokenPrice> prices) {

  PriceRow {
    prices = java.util.Collections.unmodifiableMap(new TreeMap<>(prices));
  }

  /**
   * Reads a row of the price list. Prices without a value are left out.
   *
   * @throws IllegalArgumentException when a price or the constraint cannot be read; the message
   *     names the key
   */
  static PriceRow of(JsonNode prices, @Nullable JsonNode constraint) {
    if (!prices.isObject()) {
      throw new IllegalArgumentException("prices are an object of key and price: was " + prices);
    }
    Map<String, TokenPrice> byKey = new TreeMap<>();
    for (Map.Entry<String, JsonNode> price : prices.properties()) {
      if (price.getValue().isNull()) {
        continue;
      }
      try {
        byKey.put(price.getKey(), TokenPrice.of(price.getValue()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(price.getKey() + ": " + e.getMessage());
      }
    }
    return new PriceRow(Constraint.of(constraint), byKey);
  }

  /** Key of the price of a bucket; null when this row has none for it. */
  @Nullable String keyOf(Bucket bucket) {
    if (bucket == Bucket.CACHE_READ_AUDIO && !prices.containsKey("cache_audio_read_mtok")) {
      return keyOfCachedAudio();
    }
    for (String key : bucket.keys()) {
      if (prices.containsKey(key)) {
        return key;
      }
    }
    return null;
  }

  /**
   * A part of two: of what is cached and of what is audio. Which discount holds, only one tells.
   */
  private @Nullable String keyOfCachedAudio() {
    boolean audioApart = prices.containsKey("input_audio_mtok");
    boolean cacheApart = keyIsOwn(Bucket.CACHE_READ);
    if (audioApart && cacheApart) {
      return null;
    }
    return keyOf(audioApart ? Bucket.INPUT_AUDIO : Bucket.CACHE_READ);
  }

  private boolean keyIsOwn(Bucket bucket) {
    String key = keyOf(bucket);
    return key != null && key.startsWith("cache");
  }
}
