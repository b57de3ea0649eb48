package io.treeline.exporter.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads price lists: JSON of providers as genai-prices publishes it, JSON of simple rows, both in
 * one list, or CSV of simple rows.
 */
final class PriceListReader {

  static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private final Map<String, ProviderPrices> providers = new LinkedHashMap<>();
  private final SimpleRows simple = new SimpleRows();
  private final List<String> remarks = new ArrayList<>();

  private PriceListReader() {}

  /** The list inside the jar. */
  static PriceList shipped() {
    try (InputStream in = PriceListReader.class.getResourceAsStream("genai-prices.json")) {
      if (in == null) {
        throw new IllegalStateException("genai-prices.json is missing from the jar");
      }
      return read(in.readAllBytes(), PriceList.Origin.SHIPPED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PriceListException e) {
      throw new IllegalStateException("genai-prices.json in the jar is not a price list", e);
    }
  }

  /**
   * Reads a list of whose publisher we only hope that we know all it says: rows and keys that are
   * not understood are left out, and remarked upon.
   *
   * @throws PriceListException when it is no price list at all, or not one row is understood
   */
  static PriceList read(byte[] bytes, PriceList.Origin origin) throws PriceListException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    PriceListReader reader = new PriceListReader();
    char first = text.isBlank() ? ' ' : text.stripLeading().charAt(0);
    if (first == '[' || first == '{') {
      reader.addJson(text);
    } else {
      reader.simple.addCsv(text, reader.remarks);
    }
    PriceList list =
        new PriceList(origin, reader.providers, reader.simple.models(), reader.remarks);
    if (list.size() == 0) {
      throw reader.remarks.isEmpty()
          ? new PriceListException("no price in it: expected at least one row")
          : new PriceListException(reader.remarks);
    }
    return list;
  }

  /**
   * Reads a list that its user wrote: whatever is not understood is a mistake.
   *
   * @throws PriceListException naming all mistakes
   */
  static PriceList readStrictly(byte[] bytes, PriceList.Origin origin) throws PriceListException {
    PriceList list = read(bytes, origin);
    if (!list.remarks().isEmpty()) {
      throw new PriceListException(list.remarks());
    }
    return list;
  }

  private void addJson(String text) throws PriceListException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new PriceListException(
          "line %d, column %d is not JSON: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage().replaceFirst(" \\(start marker.*", "")));
    }
    int number = 0;
    for (JsonNode entry : root.isArray() ? root : List.of(root)) {
      number++;
      if (entry.has("models")) {
        addProvider(entry, number);
      } else {
        simple.add(entry, "entry " + number, remarks);
      }
    }
  }

  private void addProvider(JsonNode json, int number) {
    String id = json.path("id").asText();
    if (id.isEmpty() || !json.path("models").isArray()) {
      remarks.add("entry %d: a provider needs an id and a list of models".formatted(number));
      return;
    }
    checkKeys(json, PriceKeys.PROVIDER, id);
    List<ModelPrices> models = new ArrayList<>();
    for (JsonNode model : json.get("models")) {
      String where = id + "/" + model.path("id").asText("?");
      checkModel(model, where);
      try {
        models.add(ModelPrices.of(model));
      } catch (IllegalArgumentException e) {
        remarks.add(where + ": " + e.getMessage());
      }
    }
    try {
      if (providers.putIfAbsent(id, ProviderPrices.of(json, models)) != null) {
        remarks.add("entry %d: provider %s stands twice".formatted(number, id));
      }
    } catch (IllegalArgumentException e) {
      remarks.add(id + ": " + e.getMessage());
    }
  }

  private void checkModel(JsonNode model, String where) {
    checkKeys(model, PriceKeys.MODEL, where);
    JsonNode prices = model.path("prices");
    if (!prices.isArray()) {
      checkPrices(prices, where);
      return;
    }
    for (JsonNode conditional : prices) {
      checkKeys(conditional, PriceKeys.CONDITIONAL, where);
      checkKeys(conditional.path("constraint"), PriceKeys.CONSTRAINT, where);
      checkPrices(conditional.path("prices"), where);
    }
  }

  private void checkPrices(JsonNode prices, String where) {
    for (Map.Entry<String, JsonNode> price : prices.properties()) {
      if (!PriceKeys.isPrice(price.getKey())) {
        remarks.add("%s: unknown price %s".formatted(where, price.getKey()));
      }
      checkKeys(price.getValue(), PriceKeys.TIERED, where + " " + price.getKey());
      for (JsonNode tier : price.getValue().path("tiers")) {
        checkKeys(tier, PriceKeys.TIER, where + " " + price.getKey());
      }
    }
  }

  private void checkKeys(JsonNode json, Set<String> known, String where) {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                remarks.add("%s: unknown key %s".formatted(where, key));
              }
            });
  }
}
