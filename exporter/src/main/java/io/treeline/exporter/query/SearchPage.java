package io.treeline.exporter.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param hits the latest first; fewer than asked for when searching took long
 * @param nextCursor asks for the next page; null when all was searched
 */
public record SearchPage(List<Hit> hits, @Nullable String nextCursor) {

  /** A span whose content matches, without its content. */
  public record Hit(SpanSummary span, List<Snippet> snippets) {
    public Hit {
      snippets = List.copyOf(snippets);
    }
  }

  /**
   * A piece of content around what was found.
   *
   * @param field part of the content, such as {@code toolResult}
   * @param text the piece, plain
   * @param matches where in {@code text} it matches: start and first after the end in UTF-16 code
   *     units, in turn
   */
  public record Snippet(String field, String text, List<Integer> matches) {
    public Snippet {
      matches = List.copyOf(matches);
    }
  }

  public SearchPage {
    hits = List.copyOf(hits);
  }
}
