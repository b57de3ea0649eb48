package io.treeline.exporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every amount was worked out by hand from the price list; the sum is beside it. */
class PricerTest {

  private static final Prices PRICES = Prices.shipped();
  private static final Pricer PRICER = new Pricer(PRICES, false);
  private static final String ANY_DAY = "2026-05-01T12:00:00Z";

  @Test
  void price_cacheAndReasoning_eachBucketAtItsPrice() {
    Operation priced =
        price("openai", "gpt-4o-mini-2024-07-18", new TokenUsage(1200L, 300L, 800L, null, 64L));

    // 400 x 0.15 + 800 x 0.075 + 300 x 0.60 = 300 dollars a million
    assertThat(priced.costUsd()).isEqualTo(new BigDecimal("0.0003"));
    assertThat(priced.costSource()).isEqualTo("openai/gpt-4o-mini");
  }

  @Test
  void price_longPrompt_allTokensAtTheTierOnceItIsPassed() {
    Operation at =
        price("anthropic", "claude-sonnet-4-5", new TokenUsage(200_000L, 1000L, null, null, null));
    Operation above =
        price(
            "anthropic",
            "claude-sonnet-4-5-20250929",
            new TokenUsage(250_000L, 1000L, 100_000L, 50_000L, null));

    // 200000 x 3 + 1000 x 15
    assertThat(at.costUsd()).isEqualTo(new BigDecimal("0.615"));
    // 100000 x 6 + 100000 x 0.60 + 50000 x 7.50 + 1000 x 22.50
    assertThat(above.costUsd()).isEqualTo(new BigDecimal("1.0575"));
  }

  @Test
  void price_priceChanged_thatOfTheSpansDay() {
    TokenUsage usage = new TokenUsage(1000L, 100L, null, null, null);

    Operation before = price("openai", "o3", usage, "2025-06-09T23:59:59.999999999Z", null);
    Operation after = price("openai", "o3", usage, "2025-06-10T00:00:00Z", null);

    // 1000 x 10 + 100 x 40, then 1000 x 2 + 100 x 8
    assertThat(before.costUsd()).isEqualTo(new BigDecimal("0.014"));
    assertThat(after.costUsd()).isEqualTo(new BigDecimal("0.0028"));
  }

  @Test
  void price_timeOfDay_thatOfTheSpansHour() {
    TokenUsage usage = new TokenUsage(1000L, 100L, null, null, null);

    Operation peak = price("deepseek", "deepseek-chat", usage, "2026-05-01T12:00:00Z", null);
    Operation offPeak = price("deepseek", "deepseek-chat", usage, "2026-05-01T16:30:00Z", null);

    // 1000 x 0.27 + 100 x 1.10, then 1000 x 0.135 + 100 x 0.55
    assertThat(peak.costUsd()).isEqualTo(new BigDecimal("0.00038"));
    assertThat(offPeak.costUsd()).isEqualTo(new BigDecimal("0.00019"));
  }

  @Test
  void price_embedding_needsNoOutput() {
    Span span =
        PRICER.price(
            span(
                OperationKind.EMBEDDING,
                "openai",
                "text-embedding-3-small",
                new TokenUsage(8L, null, null, null, null),
                ANY_DAY,
                Map.of()));

    // 8 x 0.02
    assertThat(span.operation().costUsd()).isEqualTo(new BigDecimal("0.00000016"));
  }

  @Test
  void price_requestAndReasoningPrices_areAdded() {
    Operation search = price("perplexity", "sonar", new TokenUsage(1000L, 500L, null, null, null));
    Operation research =
        price("perplexity", "sonar-deep-research", new TokenUsage(1000L, 500L, null, null, 300L));

    // 12 dollars a thousand requests, 1000 x 1 + 500 x 1
    assertThat(search.costUsd()).isEqualTo(new BigDecimal("0.0135"));
    // 1000 x 2 + 200 x 8 + 300 x 3
    assertThat(research.costUsd()).isEqualTo(new BigDecimal("0.0045"));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o, openai/gpt-4o",
    "OpenAI, GPT-4o, openai/gpt-4o",
    "openai.chat, gpt-4o, openai/gpt-4o",
    "anthropic, claude-sonnet-4-5, anthropic/claude-sonnet-4-5",
    "gcp.vertex_ai, claude-haiku-4-5, anthropic/claude-haiku-4-5",
    "gcp.gemini, gemini-2.5-pro, google/gemini-2.5-pro",
    "gcp.gen_ai, gemini-2.5-pro, google/gemini-2.5-pro",
    "x_ai, grok-4.3, x-ai/grok-4.3",
    "aws.bedrock, amazon.nova-lite-v1:0, aws/amazon.nova-lite-v1:0",
    "spring_ai, gpt-4o, openai/gpt-4o",
    ", gpt-4o, openai/gpt-4o",
    ", claude-sonnet-4-5, anthropic/claude-sonnet-4-5",
    // One of each clause of the list: equals, starts_with, ends_with, contains, regex, or, and.
    "deepseek, deepseek-chat, deepseek/deepseek-chat@00:30-16:30",
    "anthropic, claude-sonnet-4@20250514, anthropic/claude-sonnet-4-0",
    "google, acme/gemini-2.0-flash, google/gemini-2.0-flash",
    "aws.bedrock, x.us.anthropic.claude-sonnet-4-20250514-v1:0,"
        + " aws/regional.anthropic.claude-sonnet-4-20250514-v1:0",
    "google, gemini-3.5-flash-002, google/gemini-3.5-flash",
    "google, gemini-2.5-flash-latest, google/gemini-2.5-flash",
    "groq at huggingface, qwen/qwen3-32b, huggingface_groq/Qwen/Qwen3-32B",
    // One of each way to a provider: model_match, provider_match, fallback_model_providers.
    ", codestral-latest, mistral/codestral",
    "azure.ai.openai, gpt-4o, openai/gpt-4o",
    // Resources of clouds, whose names end in the model's.
    "gcp.gemini, models/gemini-2.5-pro, google/gemini-2.5-pro",
    "gcp.vertex_ai, projects/p/locations/l/publishers/google/models/gemini-2.5-pro,"
        + " google/gemini-2.5-pro",
  })
  void price_namesOfProviders_findTheRow(String provider, String model, String source) {
    assertThat(price(provider, model, new TokenUsage(1L, 1L, null, null, null)).costSource())
        .isEqualTo(source);
  }

  @Test
  void price_callWentElsewhere_addressTellsTheProvider() {
    Operation priced =
        price(
            "openai",
            "deepseek-chat",
            new TokenUsage(1L, 1L, null, null, null),
            ANY_DAY,
            "api.deepseek.com");

    assertThat(priced.costSource()).isEqualTo("deepseek/deepseek-chat@00:30-16:30");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, no-such-model",
    "ollama, gpt-4o",
    "openai, deepseek-chat",
    ", no-such-model",
    "google, gemma-3",
  })
  void price_unknownModelOrProvider_isUnpricedAndNotFree(String provider, String model) {
    Operation unpriced = price(provider, model, new TokenUsage(10L, 10L, null, null, null));

    assertThat(unpriced.costUsd()).isNull();
    assertThat(unpriced.costSource()).isNull();
  }

  @Test
  void price_unknownTokens_isUnpriced() {
    assertThat(price("openai", "gpt-4o", TokenUsage.UNKNOWN).costUsd()).isNull();
    assertThat(price("openai", "gpt-4o", new TokenUsage(10L, null, null, null, null)).costUsd())
        .isNull();
    assertThat(price("openai", "gpt-4o", new TokenUsage(null, 10L, null, null, null)).costUsd())
        .isNull();
  }

  @Test
  void price_noTokens_costsNothing() {
    assertThat(price("openai", "gpt-4o", new TokenUsage(0L, 0L, null, null, null)).costUsd())
        .isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void price_agentThatReportsTokens_isPricedAndMayBeSuppressedLater() {
    Span agent =
        span(
            OperationKind.AGENT,
            "openai",
            "gpt-4o",
            new TokenUsage(10L, 10L, null, null, null),
            ANY_DAY,
            Map.of());
    Span reported =
        agent.withOperation(
            agent.operation().toBuilder().reportedCost(BigDecimal.ONE, "x").build());

    assertThat(PRICER.price(agent).operation().costUsd()).isEqualByComparingTo("0.000125");
    assertThat(PRICER.price(reported).operation().costUsd()).isEqualByComparingTo("0.000125");
  }

  @ParameterizedTest
  @CsvSource({
    // the agent's iteration, input tokens, cost sent, the cost, its source
    // 250000 x 3 + 1000 x 15: no call is known to have been above 200000
    ", 250000, , 0.765, anthropic/claude-sonnet-4-5:base-price-of-sum",
    "7, 250000, , 0.765, anthropic/claude-sonnet-4-5:base-price-of-sum",
    // 250000 x 6 + 1000 x 22.50: it was one call
    "1, 250000, , 1.5225, anthropic/claude-sonnet-4-5",
    // 200000 x 3 + 1000 x 15: so none of the calls can have been above
    ", 200000, , 0.615, anthropic/claude-sonnet-4-5",
    "7, 250000, 10, 10, reported:x",
    "1, 250000, 10, 1.5225, anthropic/claude-sonnet-4-5",
    ", 200000, 10, 0.615, anthropic/claude-sonnet-4-5",
  })
  void price_agentsSumAboveATier_isAtTheBasePriceAndSaysSoUnlessItsSenderKnows(
      Integer iteration, long input, BigDecimal sent, BigDecimal usd, String source) {
    Map<String, JsonNode> attributes =
        iteration == null ? Map.of() : Map.of("treeline.agent.iteration", new IntNode(iteration));
    TokenUsage usage = new TokenUsage(input, 1000L, null, null, null);
    Span agent =
        span(OperationKind.AGENT, "anthropic", "claude-sonnet-4-5", usage, ANY_DAY, attributes);

    Operation priced = PRICER.price(sent == null ? agent : reported(agent)).operation();

    assertThat(priced.costUsd()).isEqualTo(usd);
    assertThat(priced.costSource()).isEqualTo(source);
  }

  @Test
  void price_agentOfAModelWithAPriceOfRequests_countsOneAndSaysSo() {
    TokenUsage usage = new TokenUsage(1000L, 500L, null, null, null);

    Operation priced =
        PRICER
            .price(span(OperationKind.AGENT, "perplexity", "sonar", usage, ANY_DAY, Map.of()))
            .operation();

    assertThat(priced.costUsd()).isEqualTo(new BigDecimal("0.0135"));
    assertThat(priced.costSource()).isEqualTo("perplexity/sonar:base-price-of-sum");
  }

  @Test
  void price_agentWithReportedCostAlone_isThat() {
    Span agent =
        reported(
            span(OperationKind.AGENT, "openai", "gpt-4o", TokenUsage.UNKNOWN, ANY_DAY, Map.of()));

    for (boolean reportedCounts : new boolean[] {false, true}) {
      Operation operation = new Pricer(PRICES, reportedCounts).price(agent).operation();
      assertThat(operation.costUsd()).isEqualTo(BigDecimal.TEN);
      assertThat(operation.costSource()).isEqualTo("reported:x");
      assertThat(operation.reportedCostUsd()).isEqualTo(BigDecimal.TEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // model, whether the reported cost counts, the cost, its source
    "gpt-4o, false, 2.5, openai/gpt-4o",
    "gpt-4o, true, 10, reported:x",
    "mine, false, 10, reported:x",
    "mine, true, 10, reported:x",
  })
  void price_senderReportedCost_whichCountsIsConfigured(
      String model, boolean reportedCounts, BigDecimal usd, String source) {
    TokenUsage usage = new TokenUsage(1_000_000L, 0L, null, null, null);
    Span span = span(OperationKind.LLM, "openai", model, usage, ANY_DAY, Map.of());

    Operation operation = new Pricer(PRICES, reportedCounts).price(reported(span)).operation();

    assertThat(operation.costUsd()).isEqualTo(usd);
    assertThat(operation.costSource()).isEqualTo(source);
    assertThat(operation.reportedCostUsd()).isEqualTo(BigDecimal.TEN);
    assertThat(operation.reportedCostSource()).isEqualTo("x");
  }

  @Test
  void price_noReportedCostThoughItWouldCount_isComputed() {
    TokenUsage usage = new TokenUsage(1_000_000L, 0L, null, null, null);
    Span span = span(OperationKind.LLM, "openai", "gpt-4o", usage, ANY_DAY, Map.of());

    assertThat(new Pricer(PRICES, true).price(span).operation().costUsd())
        .isEqualTo(new BigDecimal("2.5"));
  }

  @Test
  void price_cacheWrittenForAnHour_atItsOwnPrice() {
    TokenUsage usage =
        new TokenUsage(10_000L, 1_000L, 2_000L, 5_000L, null, 3_000L, null, null, null, null);

    // 3000 x 1 + 2000 x 0.10 + 2000 x 1.25 + 3000 x 2 + 1000 x 5
    assertThat(price("anthropic", "claude-haiku-4-5", usage).costUsd())
        .isEqualTo(new BigDecimal("0.0167"));
  }

  @Test
  void price_audio_atItsOwnPriceCachedOrNot() {
    TokenUsage usage = new TokenUsage(1_000L, 500L, 300L, null, null, null, 600L, 400L, 200L, null);

    // text 1000-600-100 = 300 x 4, cached text 100 x 0.40, audio 400 x 32, cached audio 200 x 0.40,
    // output text 100 x 16, output audio 400 x 64
    assertThat(price("openai", "gpt-realtime", usage).costUsd())
        .isEqualTo(new BigDecimal("0.04132"));
  }

  @Test
  void price_images_atTheirOwnPrice() {
    TokenUsage usage = new TokenUsage(1_000L, 10L, null, null, null, null, null, null, null, 600L);

    // 400 x 4 + 600 x 5 + 10 x 16
    assertThat(price("openai", "gpt-realtime", usage).costUsd())
        .isEqualTo(new BigDecimal("0.00476"));
  }

  @Test
  void price_cachedAudioOfWhichTheRowTellsTwoPrices_isUnpriced() {
    // gpt-4o-mini-transcribe prices audio, its row does not price the cache: audio it is.
    TokenUsage usage = new TokenUsage(1_000L, 0L, 300L, null, null, null, 1_000L, null, 300L, null);
    assertThat(price("openai", "gpt-4o-mini-transcribe", usage).costUsd())
        .isEqualTo(new BigDecimal("0.003"));

    PriceRow both =
        new PriceRow(
            Constraint.NONE,
            Map.of("input_mtok", one(1), "cache_read_mtok", one(2), "input_audio_mtok", one(3)));
    assertThat(CostSheet.of(both, usage, true).unpriced())
        .isEqualTo("the row has no price for cache read, audio");
  }

  @Test
  void price_generatedImagesNobodyCounted_isUnpricedNotCheap() {
    TokenUsage usage = new TokenUsage(10L, 1_290L, null, null, null);

    assertThat(price("google", "gemini-2.5-flash-image", usage).costUsd()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    // input, output, cache read, cache write, reasoning
    "100, 10, 80, 30, 0",
    "100, 10, 0, 0, 11",
    "0, 0, 1, 0, 0",
  })
  void price_partsLargerThanTheWhole_isUnpriced(
      long input, long output, long read, long write, long reasoning) {
    TokenUsage usage = new TokenUsage(input, output, read, write, reasoning);

    assertThat(price("anthropic", "claude-haiku-4-5", usage).costUsd()).isNull();
  }

  @Test
  void price_modelsNameBeginsWithItsProvider_isThatProviders() {
    TokenUsage usage = new TokenUsage(1L, 1L, null, null, null);

    assertThat(price("litellm", "groq/llama-3.1-8b-instant", usage).costSource())
        .isEqualTo("groq/llama-3.1-8b-instant");
  }

  private static TokenPrice one(int usd) {
    return new TokenPrice(BigDecimal.valueOf(usd), List.of());
  }

  private static Span reported(Span span) {
    return span.withOperation(
        span.operation().toBuilder().reportedCost(BigDecimal.TEN, "x").build());
  }

  private static Operation price(String provider, String model, TokenUsage usage) {
    return price(provider, model, usage, ANY_DAY, null);
  }

  private static Operation price(
      String provider, String model, TokenUsage usage, String start, String address) {
    Map<String, JsonNode> attributes =
        address == null ? Map.of() : Map.of("server.address", TextNode.valueOf(address));
    return PRICER
        .price(span(OperationKind.LLM, provider, model, usage, start, attributes))
        .operation();
  }

  private static Span span(
      OperationKind kind,
      String provider,
      String model,
      TokenUsage usage,
      String start,
      Map<String, JsonNode> attributes) {
    Instant instant = Instant.parse(start);
    long nanos = instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    Span plain = TestSpans.span().atNanos(nanos, nanos + 1).build();
    Operation operation =
        Operation.builder(kind).provider(provider).requestModel(model).usage(usage).build();
    return new Span(
        plain.key(),
        null,
        plain.name(),
        plain.kind(),
        plain.startEpochNanos(),
        plain.endEpochNanos(),
        plain.status(),
        null,
        null,
        null,
        plain.origin(),
        plain.session(),
        operation,
        plain.content(),
        attributes,
        List.of(),
        List.of(),
        "genai");
  }
}
