package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param hits the latest start first, ties by descending key
 * @param next where to go on; null when everything was looked at
 */
public record ContentHits(List<Hit> hits, ContentQuery.@Nullable Position next) {

  /**
   * A span that matches.
   *
   * @param span with its content
   * @param sessionId the session it belongs to
   * @param matches the texts that match, in the order of the parts
   */
  public record Hit(Span span, String sessionId, List<TextMatch> matches) {
    public Hit {
      matches = List.copyOf(matches);
    }
  }

  /**
   * A text in which something was found.
   *
   * @param field part of the content, such as {@code toolResult}
   * @param text all of the text
   * @param matches where, in order, apart from each other
   */
  public record TextMatch(String field, String text, List<TextQuery.Match> matches) {
    public TextMatch {
      matches = List.copyOf(matches);
    }
  }

  public ContentHits {
    hits = List.copyOf(hits);
  }
}
