package io.treeline.exporter.query;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.SpanCost;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Works out costs of stored calls anew, with the prices in force now: for those who mend prices
 * after the calls were made. A call's tokens, the model it names and its time stay what they were;
 * so does which of two costs counts when its sender reported one.
 *
 * <p>One session after the other; what was done stays when it breaks off, and doing it again does
 * no harm. Calls that have not ended are left out: they are priced when they end.
 */
public final class Repricing {

  private static final String PAGE = "1000";
  private static final int AT_ONCE = 500;

  private final SpanStore store;
  private final QueryService query;
  private final UnaryOperator<Span> pricing;

  Repricing(SpanStore store, QueryService query, UnaryOperator<Span> pricing) {
    this.store = store;
    this.query = query;
    this.pricing = pricing;
  }

  /**
   * Reprices all calls of some sessions.
   *
   * @param filter chooses the sessions
   * @param dryRun whether to tell only what would change
   * @throws QueryException INVALID_ARGUMENT; UNAVAILABLE when the store cannot do it now
   */
  public Repriced run(FilterRequest filter, boolean dryRun) {
    Counting counting = new Counting();
    String page = null;
    try {
      do {
        SessionPage found = query.sessions(new SessionListRequest(filter, "startTime", PAGE, page));
        for (SessionSummary session : found.sessions()) {
          session(session.sessionId(), dryRun, counting);
        }
        page = found.nextCursor();
      } while (page != null);
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
    return counting.done(dryRun);
  }

  private void session(String id, boolean dryRun, Counting counting) {
    counting.sessions++;
    List<SpanCost> costs = new ArrayList<>();
    for (Span span : store.reader().spansOf(id, false)) {
      if (!span.operation().ownsUsage() || span.endEpochNanos() == null) {
        continue;
      }
      Operation before = span.operation();
      Operation after = pricing.apply(span).operation();
      counting.calls++;
      if (!same(before.costUsd(), after.costUsd())
          || !Objects.equals(before.costSource(), after.costSource())) {
        counting.changed(before.costSource(), after.costSource());
        costs.add(new SpanCost(span.key(), after.costUsd(), after.costSource()));
      }
    }
    for (int from = 0; from < costs.size() && !dryRun; from += AT_ONCE) {
      store.corrections().reprice(costs.subList(from, Math.min(costs.size(), from + AT_ONCE)));
    }
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  /** What was done so far. */
  private static final class Counting {
    private long sessions;
    private long calls;
    private long changed;
    private final Map<Repriced.Rows, Long> byRows = new HashMap<>();

    void changed(@Nullable String before, @Nullable String after) {
      changed++;
      byRows.merge(new Repriced.Rows(before, after), 1L, Long::sum);
    }

    Repriced done(boolean dryRun) {
      return new Repriced(dryRun, sessions, calls, changed, byRows);
    }
  }
}
