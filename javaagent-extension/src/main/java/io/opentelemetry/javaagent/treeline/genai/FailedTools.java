package io.opentelemetry.javaagent.treeline.genai;

import io.treeline.semconv.RecoveryStrategies;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a scope that failed lately. The same call, or the same arguments again, are a retry
 * of the application's. Beyond that it takes a model that saw the failure: when the tool is among
 * those it chooses next, that is a retry; when others are, the first of each takes its place; when
 * none is, the failure was final.
 *
 * <p>Guarded by its scope.
 */
final class FailedTools {

  static final int MAX_FAILURES = 32;

  /** Oldest first. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  @Nullable Recovery starting(String name, @Nullable String callId, int arguments) {
    for (Iterator<Entry> latest = entries.descendingIterator(); latest.hasNext(); ) {
      Entry entry = latest.next();
      String strategy = entry.strategyOf(name, callId, arguments);
      if (strategy != null) {
        latest.remove();
        return new Recovery(strategy, entry.failure);
      }
    }
    return null;
  }

  /**
   * @param arguments a hash; 0 when they are unknown
   */
  void failed(Failure failure, @Nullable String callId, int arguments) {
    if (entries.size() >= MAX_FAILURES) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(failure, callId, arguments));
  }

  /**
   * A model chose.
   *
   * @param seen the results it was given; empty when they are unknown
   * @param startNanos {@code System.nanoTime()} when it was asked
   */
  void decided(List<ToolResult> seen, long startNanos, List<ToolCall> calls) {
    if (entries.isEmpty()) {
      return;
    }
    Set<String> ids = new HashSet<>();
    seen.forEach(result -> ids.add(result.callId()));
    Set<String> chosen = new HashSet<>();
    calls.forEach(call -> chosen.add(call.name()));
    entries.removeIf(entry -> entry.wasSeen(ids, startNanos) && !entry.decided(chosen));
  }

  /** One failure. */
  private static final class Entry {
    private final Failure failure;
    private final @Nullable String callId;
    private final int arguments;
    private final long endedNanos = System.nanoTime();

    /** What a model chose that saw the failure; null until then. */
    private @Nullable Collection<String> chosen;

    Entry(Failure failure, @Nullable String callId, int arguments) {
      this.failure = failure;
      this.callId = callId;
      this.arguments = arguments;
    }

    /** A model in another branch, asked at the same time, is not given its result. */
    boolean wasSeen(Set<String> ids, long startNanos) {
      if (callId == null || ids.isEmpty()) {
        return endedNanos - startNanos <= 0;
      }
      return ids.contains(callId);
    }

    /** Returns whether anything can still take its place. */
    boolean decided(Set<String> names) {
      if (chosen != null || names.isEmpty()) {
        return false;
      }
      chosen = names;
      return true;
    }

    @Nullable String strategyOf(String name, @Nullable String otherCall, int otherArguments) {
      if (name.equals(failure.name())) {
        boolean again =
            (callId != null && callId.equals(otherCall))
                || (arguments != 0 && arguments == otherArguments)
                || (chosen != null && chosen.contains(name));
        return again ? RecoveryStrategies.RETRY : null;
      }
      boolean instead = chosen != null && chosen.contains(name) && !chosen.contains(failure.name());
      return instead ? RecoveryStrategies.ALTERNATE_TOOL : null;
    }
  }
}
