package io.treeline.exporter.pricing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list of prices. Immutable.
 *
 * @param origin where it is from
 * @param providers by id, in the order of the list
 * @param simple rows of one model each, the more exact first
 * @param remarks what was not understood in it: a sentence each; empty for a list of which every
 *     key is known
 */
record PriceList(
    Origin origin,
    Map<String, ProviderPrices> providers,
    List<Simple> simple,
    List<String> remarks) {

  /** Where a list is from, the strongest first. */
  enum Origin {
    FILE("prices-file"),
    URL("prices-url"),
    SHIPPED("shipped");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /** The setting that brought it; {@code shipped} for the exporter's own. */
    String label() {
      return label;
    }
  }

  /**
   * A model without a provider's rules around it.
   *
   * @param provider in lower case; null for any
   */
  record Simple(@Nullable String provider, ModelPrices prices) {

    /** By which clause it matches, with or without regard to case; null when it does not. */
    @Nullable String matched(String model) {
      return prices.matchedFolded(model.toLowerCase(Locale.ROOT));
    }
  }

  PriceList {
    simple = List.copyOf(simple);
    remarks = List.copyOf(remarks);
  }

  /** Models it prices. */
  int size() {
    return simple.size()
        + providers.values().stream().mapToInt(provider -> provider.models().size()).sum();
  }

  Optional<ProviderPrices> provider(String id) {
    return Optional.ofNullable(providers.get(id));
  }
}
