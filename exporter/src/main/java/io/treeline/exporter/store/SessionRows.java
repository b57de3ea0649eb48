package io.treeline.exporter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions.
 *
 * @param rows in the order asked for
 * @param next where the next page starts; null when this was the last
 */
public record SessionRows(List<SessionRow> rows, SessionQuery.@Nullable Position next) {
  public SessionRows {
    rows = List.copyOf(rows);
  }
}
