package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One provider of a price list.
 *
 * @param id the price list's name of it
 * @param apiPattern found in the URL of its API; null when the list does not say
 * @param byModel whether a model's name alone tells that it is this provider's; null when it never
 *     does
 * @param byProvider matches other spellings of the provider's name; null for none
 * @param fallbacks ids of providers whose models it resells
 * @param models in the order of the list, in which the first match counts
 */
record ProviderPrices(
    String id,
    @Nullable Pattern apiPattern,
    @Nullable MatchClause byModel,
    @Nullable MatchClause byProvider,
    List<String> fallbacks,
    List<ModelPrices> models) {

  /**
   * A model, and why.
   *
   * @param clause the part of its match clause by which the name matches
   */
  record Match(ModelPrices model, String clause) {}

  ProviderPrices {
    fallbacks = List.copyOf(fallbacks);
    models = List.copyOf(models);
  }

  /**
   * Reads a provider, whose models are read apart.
   *
   * @throws IllegalArgumentException when it cannot be read; the message says why
   */
  static ProviderPrices of(JsonNode provider, List<ModelPrices> models) {
    List<String> fallbacks = new ArrayList<>();
    provider.path("fallback_model_providers").forEach(id -> fallbacks.add(id.asText()));
    return new ProviderPrices(
        provider.path("id").asText(),
        pattern(provider.get("api_pattern")),
        clause(provider.get("model_match")),
        clause(provider.get("provider_match")),
        fallbacks,
        models);
  }

  /** Whether a URL is that of its API. */
  boolean serves(String url) {
    return apiPattern != null && apiPattern.matcher(url).lookingAt();
  }

  /** The first model that matches the name as spelt, else without regard to case. */
  Optional<Match> model(String name) {
    for (ModelPrices model : models) {
      String clause = model.matched(name);
      if (clause != null) {
        return Optional.of(new Match(model, clause));
      }
    }
    for (ModelPrices model : models) {
      String clause = model.matchedFolded(name.toLowerCase(Locale.ROOT));
      if (clause != null) {
        return Optional.of(new Match(model, clause + ", in lower case"));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Pattern pattern(@Nullable JsonNode json) {
    if (json == null || json.isNull() || json.asText().isEmpty()) {
      return null;
    }
    try {
      return Pattern.compile(json.asText());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("api_pattern is no regular expression: " + e);
    }
  }

  private static @Nullable MatchClause clause(@Nullable JsonNode json) {
    return json == null || json.isNull() ? null : MatchClause.of(json, true);
  }
}
