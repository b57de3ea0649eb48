package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls that brought nothing new: same tools, same arguments, same results, again and again within
 * one run.
 *
 * @param kind what it looks like
 * @param tools names of the tools of one round, in order
 * @param rounds how often the round was run; the first is not redundant
 * @param scope the run it happened in; null when that is the session itself
 * @param path place of the first call in the path tree
 * @param calls all of its calls, by start
 * @param redundant those after the first round
 * @param startEpochNanos start of the first call
 * @param endEpochNanos last end of its calls
 * @param wasted the redundant calls with all inside of them, and the model calls that ordered
 *     nothing but them; time is the union of theirs
 */
public record Loop(
    Kind kind,
    List<String> tools,
    int rounds,
    @Nullable SpanKey scope,
    String path,
    List<SpanKey> calls,
    List<SpanKey> redundant,
    long startEpochNanos,
    long endEpochNanos,
    Spend wasted) {

  /** What a loop looks like. */
  public enum Kind {
    /** One call, over and over. */
    REPEAT,
    /** Several calls in turn: A-B-A-B. */
    CYCLE
  }

  public Loop {
    tools = List.copyOf(tools);
    calls = List.copyOf(calls);
    redundant = List.copyOf(redundant);
  }
}
