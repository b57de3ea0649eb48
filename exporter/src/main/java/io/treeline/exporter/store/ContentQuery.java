package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which spans' content to look at.
 *
 * @param text what it must hold
 * @param range spans that start in it
 * @param parts where to look
 * @param limit most spans of one page, at least 1
 * @param patience after which a page is given back as far as it got
 * @param after position after which the page starts; null for the first page
 */
public record ContentQuery(
    TextQuery text,
    TimeRange range,
    Set<Part> parts,
    int limit,
    Duration patience,
    @Nullable Position after) {

  /** Where to look. Content that comes apart from spans can become another part. */
  public enum Part {
    /** Messages to a model with its instructions, and the input of other operations. */
    INPUT,
    /** Messages of a model, and the output of other operations. */
    OUTPUT,
    /** Arguments of a tool call. */
    ARGUMENTS,
    /** Result of a tool call. */
    RESULT
  }

  /**
   * Where the last page ended.
   *
   * @param startEpochNanos start of the last span looked at
   * @param key the last span found at that start; null when all that start then or later were
   *     looked at
   */
  public record Position(long startEpochNanos, @Nullable SpanKey key) {}

  public ContentQuery {
    parts = Set.copyOf(parts);
    if (parts.isEmpty() || limit < 1) {
      throw new IllegalArgumentException(
          "a search must look somewhere and for something: was %s, %d".formatted(parts, limit));
    }
  }
}
