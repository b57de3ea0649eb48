package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The price list. Immutable but for a cache of look-ups; thread-safe. */
final class PriceBook {

  /**
   * A model of a provider.
   *
   * @param source {@code provider/model}, as the list names them
   */
  record Found(String source, ModelPrices model) {}

  private record Lookup(@Nullable String provider, @Nullable String address, String model) {}

  /** OpenTelemetry's provider names that no rule of the list, or the wrong one, would find. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("azure.ai.openai", "azure"),
          Map.entry("azure.ai.inference", "azure"),
          Map.entry("az.ai.openai", "azure"),
          Map.entry("az.ai.inference", "azure"),
          Map.entry("azure_openai", "azure"),
          Map.entry("gcp.gemini", "google"),
          Map.entry("gcp.gen_ai", "google"),
          Map.entry("gcp.vertex_ai", "google"),
          Map.entry("google_genai", "google"),
          Map.entry("x_ai", "x-ai"),
          Map.entry("moonshot_ai", "moonshotai"),
          Map.entry("mistral_ai", "mistral"),
          Map.entry("aws.bedrock", "aws"),
          Map.entry("bedrock_converse", "aws"));

  /** Frameworks that name themselves where the provider belongs: the model has to tell. */
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "spring_ai",
          "spring-ai",
          "langchain",
          "langchain4j",
          "litellm",
          "llamaindex",
          "gcp.vertex.agent",
          "microsoft.agent_framework",
          "semantic_kernel",
          "vercel");

  /** Hostile model names must not fill the memory; real applications use a handful. */
  private static final int MAX_CACHED = 10_000;

  private final Map<String, ProviderPrices> providers;
  private final Map<Lookup, Optional<Found>> cache = new ConcurrentHashMap<>();

  private PriceBook(Map<String, ProviderPrices> providers) {
    this.providers = providers;
  }

  /** Reads the list shipped with the exporter. */
  static PriceBook load() {
    try (InputStream in = PriceBook.class.getResourceAsStream("genai-prices.json")) {
      if (in == null) {
        throw new IllegalStateException("genai-prices.json is missing from the jar");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PriceBook read(InputStream in) throws IOException {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    Map<String, ProviderPrices> providers = new LinkedHashMap<>();
    for (JsonNode provider : mapper.readTree(in)) {
      ProviderPrices prices = ProviderPrices.of(provider);
      providers.put(prices.id(), prices);
    }
    return new PriceBook(providers);
  }

  /**
   * Finds a model.
   *
   * @param provider as the span names it; null when it does not
   * @param address host the call went to, which beats the name: clients of one provider are often
   *     pointed at another; null when unknown
   * @param model as requested or answered
   */
  Optional<Found> find(@Nullable String provider, @Nullable String address, String model) {
    Lookup lookup = new Lookup(provider, address, model);
    Optional<Found> cached = cache.get(lookup);
    if (cached != null) {
      return cached;
    }
    Optional<Found> found = search(lookup);
    if (cache.size() < MAX_CACHED) {
      cache.put(lookup, found);
    }
    return found;
  }

  private Optional<Found> search(Lookup lookup) {
    for (ProviderPrices provider : candidates(lookup)) {
      Optional<Found> found = in(provider, lookup.model());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> in(ProviderPrices provider, String model) {
    Optional<ModelPrices> own = provider.model(model);
    if (own.isPresent()) {
      return own.map(found -> new Found(provider.id() + "/" + found.id(), found));
    }
    for (String fallback : provider.fallbacks()) {
      ProviderPrices other = providers.get(fallback);
      Optional<ModelPrices> found = other == null ? Optional.empty() : other.model(model);
      if (other != null && found.isPresent()) {
        return found.map(prices -> new Found(other.id() + "/" + prices.id(), prices));
      }
    }
    return Optional.empty();
  }

  /** Empty for a provider we do not know: its model may have a famous name and run at home. */
  private List<ProviderPrices> candidates(Lookup lookup) {
    if (lookup.address() != null) {
      String url = "https://" + lookup.address() + "/";
      for (ProviderPrices provider : providers.values()) {
        if (provider.apiPattern().matcher(url).lookingAt()) {
          return List.of(provider);
        }
      }
    }
    String name = lookup.provider() == null ? "" : lookup.provider().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || FRAMEWORKS.contains(name)) {
      return byModel(lookup.model().toLowerCase(Locale.ROOT));
    }
    return byName(name);
  }

  private List<ProviderPrices> byName(String name) {
    ProviderPrices exact = providers.get(ALIASES.getOrDefault(name, name));
    if (exact != null) {
      return List.of(exact);
    }
    // The provider of a framework's class, such as "openai.chat".
    return providers.values().stream()
        .filter(provider -> provider.byProvider() != null && provider.byProvider().matches(name))
        .limit(1)
        .toList();
  }

  private List<ProviderPrices> byModel(String model) {
    List<ProviderPrices> result = new ArrayList<>();
    for (ProviderPrices provider : providers.values()) {
      if (provider.byModel() != null && provider.byModel().matches(model)) {
        result.add(provider);
      }
    }
    return result;
  }
}
