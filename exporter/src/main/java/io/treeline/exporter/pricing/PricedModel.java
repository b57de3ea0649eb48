package io.treeline.exporter.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of one list.
 *
 * @param list {@code prices-file}, {@code prices-url} or {@code shipped}
 * @param provider the list's name of the provider; {@code *} for any
 * @param model the list's name of the model
 * @param constraint when the row holds, such as {@code 2025-06-10}; null for always
 * @param deprecated whether the provider is about to withdraw the model
 * @param prices by key, such as {@code input_mtok} and {@code 3, 6 above 200000}
 */
public record PricedModel(
    String list,
    String provider,
    String model,
    @Nullable String constraint,
    boolean deprecated,
    Map<String, String> prices) {

  public PricedModel {
    prices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(prices));
  }

  static List<PricedModel> all(PriceBook book, @Nullable String provider) {
    String wanted = provider == null ? null : book.resolver().id(provider.toLowerCase(Locale.ROOT));
    List<PricedModel> result = new ArrayList<>();
    for (PriceList list : book.lists()) {
      for (PriceList.Simple simple : list.simple()) {
        String name = simple.provider();
        if (wanted == null || (name != null && book.resolver().id(name).equals(wanted))) {
          add(result, list, name == null ? "*" : name, simple.prices());
        }
      }
      for (ProviderPrices one : list.providers().values()) {
        if (wanted == null || wanted.equals(one.id())) {
          one.models().forEach(model -> add(result, list, one.id(), model));
        }
      }
    }
    return result;
  }

  private static void add(
      List<PricedModel> result, PriceList list, String provider, ModelPrices model) {
    for (PriceRow row : model.rows()) {
      Map<String, String> prices = new LinkedHashMap<>();
      row.prices().forEach((key, price) -> prices.put(key, price.text()));
      result.add(
          new PricedModel(
              list.origin().label(),
              provider,
              model.id(),
              row.constraint().isNone() ? null : row.constraint().text(),
              model.deprecated(),
              prices));
    }
  }
}
