package io.treeline.exporter.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.TokenUsage;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The whole shipped list: every key is known, and every model costs what its JSON says. */
class PriceDataTest {

  private static final JsonNode DATA = data();

  @Test
  void shippedList_everyKey_isKnown() {
    PriceList list = PriceListReader.shipped();

    assertThat(list.remarks()).isEmpty();
    assertThat(list.size()).isEqualTo(modelsInTheData());
  }

  @Test
  void keyNobodyKnows_anywhere_isRemarkedUponAndTheRestIsRead() throws Exception {
    assertRemark(list -> provider(list).put("region", "eu"), "anthropic: unknown key region");
    assertRemark(list -> model(list).put("batch", true), "anthropic/claude-2: unknown key batch");
    assertRemark(
        list -> ((ObjectNode) model(list).get("prices")).put("input_smell_mtok", 1),
        "anthropic/claude-2: unknown price input_smell_mtok");
    assertRemark(
        list -> ((ObjectNode) model(list).get("match")).put("sounds_like", "x"),
        "anthropic/claude-2: a match clause is an object with one of equals, starts_with,"
            + " ends_with, contains, regex, or, and: was ");
  }

  @Test
  void everyModel_threeUsages_costWhatASecondComputationSays() {
    PriceBook book = Prices.shipped().book();
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int priced = 0;
    for (JsonNode provider : DATA) {
      for (JsonNode model : provider.get("models")) {
        String name = nameOf(model);
        for (Call call : Call.ALL) {
          Optional<BigDecimal> expected = expected(provider, name, call);
          Optional<BigDecimal> actual = actual(book, provider.get("id").asText(), name, call);
          compared++;
          priced += expected.isPresent() ? 1 : 0;
          if (!same(expected, actual)) {
            differences.add(
                "%s %s %s: expected %s, was %s"
                    .formatted(provider.get("id"), name, call.at, expected, actual));
          }
        }
      }
    }

    assertThat(differences).isEmpty();
    assertThat(compared).isEqualTo(3 * modelsInTheData());
    assertThat(priced).isGreaterThan(compared * 8 / 10);
  }

  /**
   * A call, in plain numbers: nothing here comes from what is tested but the record it is put in.
   */
  private record Call(
      ZonedDateTime at,
      long input,
      long output,
      long cacheRead,
      long cacheWrite,
      long hour,
      long reasoning,
      long audioIn,
      long audioOut,
      long audioCached) {

    static final List<Call> ALL =
        List.of(
            new Call(at("2025-02-01T03:00:00Z"), 1_234, 321, 0, 0, 0, 0, 0, 0, 0),
            new Call(
                at("2026-05-01T12:00:00Z"),
                300_007,
                4_999,
                100_003,
                50_001,
                20_011,
                1_009,
                0,
                0,
                0),
            new Call(
                at("2026-11-20T17:00:00Z"), 150_001, 2_003, 30_011, 0, 0, 501, 40_009, 601, 9_001));

    TokenUsage usage() {
      return new TokenUsage(
          input,
          output,
          cacheRead,
          cacheWrite,
          reasoning,
          hour,
          audioIn,
          audioOut,
          audioCached,
          null);
    }

    private static ZonedDateTime at(String text) {
      return Instant.parse(text).atZone(ZoneOffset.UTC);
    }
  }

  private static Optional<BigDecimal> actual(
      PriceBook book, String provider, String name, Call call) {
    return book.find(provider, null, name)
        .at(call.at)
        .map(row -> CostSheet.of(row.row(), call.usage(), true).totalUsd());
  }

  private static boolean same(Optional<BigDecimal> a, Optional<BigDecimal> b) {
    return a.isPresent() == b.isPresent() && (a.isEmpty() || a.get().compareTo(b.get()) == 0);
  }

  /** From the JSON: the first model that matches, its last row that holds, tokens times price. */
  private static Optional<BigDecimal> expected(JsonNode provider, String name, Call call) {
    for (JsonNode model : provider.get("models")) {
      if (matches(model.get("match"), name)) {
        return cost(pricesAt(model.get("prices"), call.at), call);
      }
    }
    return Optional.empty();
  }

  private static JsonNode pricesAt(JsonNode prices, ZonedDateTime at) {
    if (!prices.isArray()) {
      return prices;
    }
    JsonNode chosen = prices.get(0);
    for (JsonNode candidate : prices) {
      JsonNode constraint = candidate.path("constraint");
      String day = at.toLocalDate().toString();
      String time = at.toLocalTime().toString();
      boolean holds =
          constraint.has("start_date")
              ? day.compareTo(constraint.get("start_date").asText()) >= 0
              : !constraint.has("start_time")
                  || (time.compareTo(constraint.get("start_time").asText().substring(0, 5)) >= 0
                      && time.compareTo(constraint.get("end_time").asText().substring(0, 5)) < 0);
      chosen = holds ? candidate : chosen;
    }
    return chosen.get("prices");
  }

  private static Optional<BigDecimal> cost(JsonNode prices, Call call) {
    boolean media = prices.has("output_image_mtok") || prices.has("output_video_mtok");
    if (prices.isEmpty() || media) {
      return Optional.empty();
    }
    JsonNode in = prices.path("input_mtok");
    JsonNode out = prices.path("output_mtok");
    JsonNode read = prices.path("cache_read_mtok");
    JsonNode write = or(prices.path("cache_write_mtok"), in);
    JsonNode audioIn = or(prices.path("input_audio_mtok"), in);
    JsonNode audioCached = prices.path("cache_audio_read_mtok");
    if (audioCached.isMissingNode()) {
      boolean both = prices.has("input_audio_mtok") && !read.isMissingNode();
      audioCached = both ? audioCached : prices.has("input_audio_mtok") ? audioIn : or(read, in);
    }
    long cachedText = call.cacheRead - call.audioCached;
    long newAudio = call.audioIn - call.audioCached;
    long text = call.input - cachedText - call.cacheWrite - call.audioIn;
    BigDecimal total = decimal(prices.path("requests_kcount")).divide(BigDecimal.valueOf(1000));
    Object[][] parts = {
      {text, in},
      {cachedText, or(read, in)},
      {call.cacheWrite - call.hour, write},
      {call.hour, or(prices.path("cache_write_1h_mtok"), write)},
      {newAudio, audioIn},
      {call.audioCached, audioCached},
      {call.output - call.reasoning - call.audioOut, out},
      {call.reasoning, or(prices.path("output_reasoning_mtok"), out)},
      {call.audioOut, or(prices.path("output_audio_mtok"), out)},
    };
    for (Object[] part : parts) {
      long tokens = (long) part[0];
      JsonNode price = (JsonNode) part[1];
      if (tokens > 0 && price.isMissingNode()) {
        return Optional.empty();
      }
      if (tokens > 0) {
        BigDecimal each = decimal(forInput(price, call.input));
        total = total.add(each.multiply(BigDecimal.valueOf(tokens)).scaleByPowerOfTen(-6));
      }
    }
    return Optional.of(total);
  }

  private static JsonNode forInput(JsonNode price, long input) {
    JsonNode each = price.isObject() ? price.get("base") : price;
    for (JsonNode tier : price.path("tiers")) {
      each = input > tier.get("start").asLong() ? tier.get("price") : each;
    }
    return each;
  }

  private static JsonNode or(JsonNode price, JsonNode fallback) {
    return price.isMissingNode() ? fallback : price;
  }

  private static BigDecimal decimal(JsonNode price) {
    return price.isMissingNode()
        ? BigDecimal.ZERO
        : new BigDecimal(price.asText()).setScale(9, RoundingMode.HALF_EVEN);
  }

  private static boolean matches(JsonNode clause, String name) {
    String kind = clause.fieldNames().next();
    JsonNode value = clause.get(kind);
    return switch (kind) {
      case "equals" -> name.equals(value.asText());
      case "starts_with" -> name.startsWith(value.asText());
      case "ends_with" -> name.endsWith(value.asText());
      case "contains" -> name.contains(value.asText());
      case "regex" -> name.matches("(?s).*?(?:" + value.asText() + ").*");
      case "or" -> stream(value).stream().anyMatch(part -> matches(part, name));
      case "and" -> stream(value).stream().allMatch(part -> matches(part, name));
      default -> throw new AssertionError("unknown clause " + kind);
    };
  }

  /** A name by which the model is called: its id where that matches, else one its clause tells. */
  private static String nameOf(JsonNode model) {
    String id = model.get("id").asText();
    if (matches(model.get("match"), id)) {
      return id;
    }
    List<JsonNode> texts = new ArrayList<>();
    for (String kind : List.of("equals", "starts_with", "contains")) {
      texts.addAll(model.get("match").findValues(kind));
    }
    return texts.stream()
        .map(JsonNode::asText)
        .filter(name -> matches(model.get("match"), name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no name found for " + model));
  }

  private static List<JsonNode> stream(JsonNode array) {
    List<JsonNode> result = new ArrayList<>();
    array.forEach(result::add);
    return result;
  }

  private static int modelsInTheData() {
    int models = 0;
    for (JsonNode provider : DATA) {
      models += provider.get("models").size();
    }
    return models;
  }

  private static void assertRemark(Consumer<JsonNode> change, String remark) throws Exception {
    JsonNode changed = DATA.deepCopy();
    change.accept(changed);

    PriceList list =
        PriceListReader.read(changed.toString().getBytes(UTF_8), PriceList.Origin.SHIPPED);

    assertThat(list.remarks()).hasSize(1);
    assertThat(list.remarks().get(0).toLowerCase(Locale.ROOT)).startsWith(remark);
    assertThat(list.size()).isGreaterThanOrEqualTo(modelsInTheData() - 1);
  }

  private static ObjectNode provider(JsonNode list) {
    return (ObjectNode) list.get(0);
  }

  private static ObjectNode model(JsonNode list) {
    return (ObjectNode) list.get(0).get("models").get(0);
  }

  private static JsonNode data() {
    try (InputStream in = PriceDataTest.class.getResourceAsStream("genai-prices.json")) {
      return PriceListReader.JSON.readTree(in);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
