package io.treeline.exporter.pricing;

import io.treeline.exporter.pricing.ProviderResolver.Candidate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The price lists in force, the user's before the shipped one. Immutable but for a cache of
 * look-ups; thread-safe.
 */
final class PriceBook {

  /**
   * A model of a list.
   *
   * @param origin the list it is in
   * @param provider the list's name of the provider; {@code *} for a row of any provider
   * @param clause by which part of its match clause it was found
   */
  record Found(PriceList.Origin origin, String provider, ModelPrices model, String clause) {

    /** {@code openai/gpt-4o}, {@code prices-file:openai/o3@2025-06-10}: the row's name. */
    String source(PriceRow row) {
      String list = origin == PriceList.Origin.SHIPPED ? "" : origin.label() + ":";
      String when = row.constraint().isNone() ? "" : "@" + row.constraint().text();
      return list + provider + "/" + model.id() + when;
    }
  }

  /** A model and the row of it that holds at a time. */
  record Priced(Found found, PriceRow row) {
    String source() {
      return found.source(row);
    }
  }

  /**
   * What was looked at for one model.
   *
   * @param considered one sentence each, in order
   * @param found models in order; more than one only where the first have no row for all times
   */
  record Search(List<String> considered, List<Found> found) {
    Search {
      considered = List.copyOf(considered);
      found = List.copyOf(found);
    }

    Optional<Priced> at(ZonedDateTime utc) {
      for (Found one : found) {
        Optional<PriceRow> row = one.model().rowAt(utc);
        if (row.isPresent()) {
          return Optional.of(new Priced(one, row.get()));
        }
      }
      return Optional.empty();
    }
  }

  private record Lookup(@Nullable String provider, @Nullable String address, String model) {}

  /** Hostile model names must not fill the memory; real applications use a handful. */
  private static final int MAX_CACHED = 10_000;

  private static final int MAX_NAME = 1_000;

  private final List<PriceList> lists;
  private final ProviderResolver resolver;
  private final Map<Lookup, Search> cache = new ConcurrentHashMap<>();

  /**
   * Puts lists together.
   *
   * @param lists the strongest first
   */
  PriceBook(List<PriceList> lists) {
    this.lists = List.copyOf(lists);
    this.resolver = new ProviderResolver(lists);
  }

  List<PriceList> lists() {
    return lists;
  }

  ProviderResolver resolver() {
    return resolver;
  }

  /**
   * Finds a model.
   *
   * @param provider as the span names it; null when it does not
   * @param address host the call went to, which beats the name: clients of one provider are often
   *     pointed at another; null when unknown
   * @param model as requested or answered
   */
  Search find(@Nullable String provider, @Nullable String address, String model) {
    Lookup lookup = new Lookup(provider, address, model);
    Search cached = cache.get(lookup);
    if (cached != null) {
      return cached;
    }
    Search search = search(lookup);
    if (cache.size() < MAX_CACHED && model.length() < MAX_NAME) {
      cache.put(lookup, search);
    }
    return search;
  }

  private Search search(Lookup lookup) {
    List<String> considered = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    List<Candidate> candidates =
        resolver.candidates(lookup.provider(), lookup.address(), lookup.model());
    if (candidates.isEmpty()) {
      considered.add("no provider given, and the model's name does not tell it");
    }
    for (PriceList list : lists) {
      for (Candidate candidate : candidates) {
        addSimple(list, candidate.id(), candidate.model(), candidate.why(), considered, found);
        if (isSettled(found)) {
          return new Search(considered, found);
        }
        addModel(list, candidate, considered, found);
        if (isSettled(found)) {
          return new Search(considered, found);
        }
      }
      addSimple(list, null, lookup.model(), "a row of any provider", considered, found);
      if (isSettled(found)) {
        return new Search(considered, found);
      }
    }
    return new Search(considered, found);
  }

  private static boolean isSettled(List<Found> found) {
    return !found.isEmpty() && found.get(found.size() - 1).model().holdsAlways();
  }

  private void addSimple(
      PriceList list,
      @Nullable String provider,
      String model,
      String why,
      List<String> considered,
      List<Found> found) {
    for (PriceList.Simple simple : list.simple()) {
      boolean applies =
          simple.provider() == null
              ? provider == null
              : provider != null && resolver.id(simple.provider()).equals(provider);
      String clause = applies ? simple.matched(model) : null;
      if (clause != null) {
        String name = simple.provider() == null ? "*" : simple.provider();
        considered.add(
            "%s: %s: %s/%s by %s"
                .formatted(list.origin().label(), why, name, simple.prices().id(), clause));
        found.add(new Found(list.origin(), name, simple.prices(), clause));
        if (isSettled(found)) {
          return;
        }
      }
    }
  }

  private void addModel(
      PriceList list, Candidate candidate, List<String> considered, List<Found> found) {
    Optional<ProviderPrices> own = list.provider(candidate.id());
    String label = list.origin().label();
    if (own.isEmpty()) {
      if (list.origin() == PriceList.Origin.SHIPPED) {
        considered.add("%s: %s: not in the list".formatted(label, candidate.why()));
      }
      return;
    }
    if (add(list, own.get(), candidate, candidate.why(), considered, found)) {
      return;
    }
    considered.add(
        "%s: %s: %s has no model \"%s\""
            .formatted(label, candidate.why(), candidate.id(), candidate.model()));
    for (String fallback : own.get().fallbacks()) {
      Optional<ProviderPrices> other = list.provider(fallback);
      String why = candidate.id() + " resells " + fallback;
      if (other.isPresent() && add(list, other.get(), candidate, why, considered, found)) {
        return;
      }
      considered.add(
          "%s: %s: %s has no model \"%s\"".formatted(label, why, fallback, candidate.model()));
    }
  }

  /** Google's and Amazon's names of resources end in the model's name; null for other names. */
  private static @Nullable String withoutResource(String model) {
    boolean resource =
        model.startsWith("models/")
            || model.startsWith("publishers/")
            || model.startsWith("projects/")
            || model.startsWith("arn:");
    int slash = model.lastIndexOf('/');
    return resource && slash >= 0 && slash < model.length() - 1 ? model.substring(slash + 1) : null;
  }

  private static boolean add(
      PriceList list,
      ProviderPrices provider,
      Candidate candidate,
      String why,
      List<String> considered,
      List<Found> found) {
    Optional<ProviderPrices.Match> match = provider.model(candidate.model());
    String plain = match.isPresent() ? null : withoutResource(candidate.model());
    if (plain != null) {
      match = provider.model(plain);
    }
    String name = plain == null ? why : why + ", resource \"" + plain + "\"";
    match.ifPresent(
        one -> {
          considered.add(
              "%s: %s: %s/%s by %s"
                  .formatted(
                      list.origin().label(), name, provider.id(), one.model().id(), one.clause()));
          found.add(new Found(list.origin(), provider.id(), one.model(), one.clause()));
        });
    return match.isPresent();
  }
}
