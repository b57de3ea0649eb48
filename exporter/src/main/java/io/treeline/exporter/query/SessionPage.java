package io.treeline.exporter.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions.
 *
 * @param sessions in the order asked for
 * @param nextCursor asks for the next page; null on the last
 */
public record SessionPage(List<SessionSummary> sessions, @Nullable String nextCursor) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
