package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One provider of the price list.
 *
 * @param id the price list's name of it
 * @param apiPattern found in the URL of its API
 * @param byModel whether a model's name alone tells that it is this provider's; null when it never
 *     does
 * @param byProvider matches other spellings of the provider's name; null for none
 * @param fallbacks ids of providers whose models it resells
 * @param models in the order of the list, in which the first match counts
 */
record ProviderPrices(
    String id,
    Pattern apiPattern,
    @Nullable MatchClause byModel,
    @Nullable MatchClause byProvider,
    List<String> fallbacks,
    List<ModelPrices> models) {

  ProviderPrices {
    fallbacks = List.copyOf(fallbacks);
    models = List.copyOf(models);
  }

  static ProviderPrices of(JsonNode provider) {
    List<ModelPrices> models = new ArrayList<>();
    provider.path("models").forEach(model -> models.add(ModelPrices.of(model)));
    List<String> fallbacks = new ArrayList<>();
    provider.path("fallback_model_providers").forEach(id -> fallbacks.add(id.asText()));
    return new ProviderPrices(
        provider.path("id").asText(),
        Pattern.compile(provider.path("api_pattern").asText()),
        clause(provider.get("model_match")),
        clause(provider.get("provider_match")),
        fallbacks,
        models);
  }

  Optional<ModelPrices> model(String name) {
    return models.stream()
        .filter(model -> model.matches(name))
        .findFirst()
        .or(() -> models.stream().filter(model -> model.matchesFolded(name)).findFirst());
  }

  private static @Nullable MatchClause clause(@Nullable JsonNode json) {
    return json == null || json.isNull() ? null : MatchClause.of(json, true);
  }
}
