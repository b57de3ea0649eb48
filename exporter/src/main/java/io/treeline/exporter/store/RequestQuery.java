package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/**
 * Which requests, in which order.
 *
 * @param sort what to sort by; null for a random order
 * @param name of the property to sort by; null for other fields
 * @param offset how many to leave out at the start
 * @param limit most requests, 1 to 1000
 * @param withContent whether they come with what was said
 */
public record RequestQuery(
    RequestFilter filter,
    RequestFilter.@Nullable Field sort,
    @Nullable String name,
    boolean descending,
    long offset,
    int limit,
    boolean withContent) {

  public RequestQuery {
    if (limit < 1 || limit > 1000 || offset < 0) {
      throw new IllegalArgumentException(
          "limit must be 1 to 1000 and offset not negative: were " + limit + " and " + offset);
    }
  }
}
