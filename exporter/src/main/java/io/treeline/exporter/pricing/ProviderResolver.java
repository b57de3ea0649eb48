package io.treeline.exporter.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which providers of the price lists a call may have gone to: by address, by name, by model. */
final class ProviderResolver {

  /**
   * A provider a call may have gone to.
   *
   * @param id the lists' name of it, or the span's in lower case where no list has it
   * @param model name of the model there
   * @param why for people, such as {@code provider name "openai"}
   */
  record Candidate(String id, String model, String why) {}

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
          Map.entry("vertex_ai", "google"),
          Map.entry("gemini", "google"),
          Map.entry("x_ai", "x-ai"),
          Map.entry("moonshot_ai", "moonshotai"),
          Map.entry("mistral_ai", "mistral"),
          Map.entry("aws.bedrock", "aws"),
          Map.entry("bedrock", "aws"),
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

  private final Map<String, ProviderPrices> providers = new LinkedHashMap<>();

  /**
   * Knows the providers of some lists.
   *
   * @param lists the strongest first: its rules about a provider hold
   */
  ProviderResolver(List<PriceList> lists) {
    for (PriceList list : lists) {
      list.providers().forEach(providers::putIfAbsent);
    }
  }

  /**
   * The providers to look at, the likeliest first. A name that no list knows is a candidate too: a
   * simple row may be about it.
   */
  List<Candidate> candidates(@Nullable String provider, @Nullable String address, String model) {
    if (address != null) {
      String url = address.contains("://") ? address : "https://" + address + "/";
      for (ProviderPrices one : providers.values()) {
        if (one.serves(url)) {
          String why = "address %s matches %s".formatted(address, one.apiPattern());
          return List.of(new Candidate(one.id(), model, why));
        }
      }
    }
    String name = provider == null ? "" : provider.toLowerCase(Locale.ROOT);
    if (name.isEmpty() || FRAMEWORKS.contains(name)) {
      return byModel(model);
    }
    return List.of(byName(name, model));
  }

  /** The lists' id of a provider; the name itself when no list has it. */
  String id(String name) {
    return byName(name.toLowerCase(Locale.ROOT), "").id();
  }

  Optional<ProviderPrices> provider(String id) {
    return Optional.ofNullable(providers.get(id));
  }

  private Candidate byName(String name, String model) {
    String alias = ALIASES.getOrDefault(name, name);
    if (providers.containsKey(alias)) {
      String why =
          alias.equals(name)
              ? "provider name \"%s\"".formatted(name)
              : "provider name \"%s\" is %s".formatted(name, alias);
      return new Candidate(alias, model, why);
    }
    // The provider of a framework's class, such as "openai.chat".
    for (ProviderPrices one : providers.values()) {
      String clause = one.byProvider() == null ? null : one.byProvider().matched(name);
      if (clause != null) {
        String why = "provider name \"%s\" matches %s".formatted(name, clause);
        return new Candidate(one.id(), model, why);
      }
    }
    return new Candidate(name, model, "provider name \"%s\", which no list has".formatted(name));
  }

  private List<Candidate> byModel(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    List<Candidate> result = new ArrayList<>();
    for (ProviderPrices one : providers.values()) {
      String clause = one.byModel() == null ? null : one.byModel().matched(lower);
      if (clause != null) {
        String why = "no provider given; the model's name matches " + clause;
        result.add(new Candidate(one.id(), model, why));
      }
    }
    // Routers write the provider before the model: openai/gpt-4o.
    int slash = model.indexOf('/');
    if (slash > 0 && slash < model.length() - 1) {
      String prefix = lower.substring(0, slash);
      String id = ALIASES.getOrDefault(prefix, prefix);
      if (providers.containsKey(id)) {
        String why = "no provider given; the model's name begins with " + prefix;
        result.add(new Candidate(id, model.substring(slash + 1), why));
      }
    }
    return result;
  }
}
