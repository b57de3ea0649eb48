package io.treeline.exporter.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of which spans, put together how.
 *
 * @param filter chooses sessions; its range chooses spans, by their start
 * @param scope which spans of the chosen sessions count
 * @param group what the spans are put together by
 * @param property name of the property when the group is {@link Group#PROPERTY}; null otherwise
 * @param interval width of the buckets of a series; null for no series
 * @param sort what groups are sorted by; ties by key, ascending
 * @param descending direction; unknown values come last in either
 * @param limit most groups; what is left is put together as one
 * @param measures the numbers wanted, at least one; whether others are right is not said
 */
public record AggregateQuery(
    SessionFilter filter,
    Scope scope,
    Group group,
    @Nullable String property,
    @Nullable Interval interval,
    Sort sort,
    boolean descending,
    int limit,
    Set<Measure> measures) {

  /** All measures. */
  public AggregateQuery(
      SessionFilter filter,
      Scope scope,
      Group group,
      @Nullable String property,
      @Nullable Interval interval,
      Sort sort,
      boolean descending,
      int limit) {
    this(filter, scope, group, property, interval, sort, descending, limit, Measure.ALL);
  }

  /** Which spans of the sessions that the filter chose count. */
  public enum Scope {
    /**
     * Those that meet the filter's conditions on spans (user, properties, service, provider, model,
     * tool, agent, operation) themselves, all of them.
     */
    SPAN,
    /** All of them. */
    SESSION
  }

  /** What spans are put together by. A span without a value belongs to no group. */
  public enum Group {
    /** Nothing: all spans are one group. */
    NONE,
    SESSION,
    /** The session's name as shown. */
    NAME,
    /** Outcome of the session: {@code ok}, {@code recovered} or {@code error}. */
    STATUS,
    /** The span's place in the path tree, as sent or else as derived. */
    PATH,
    SERVICE,
    /** Kind of operation, in lower case. */
    OPERATION,
    PROVIDER,
    /** The model that answered, else the one asked for, of spans whose kind owns usage. */
    MODEL,
    TOOL,
    AGENT,
    /** The span's user, else the session's when it has one only. */
    USER,
    /** What an error says, without what differs from one to the next: {@link ErrorText}. */
    ERROR,
    /** Hash of a tool call's canonical arguments, in hexadecimal digits. */
    ARGUMENTS,
    /** Why a model stopped; several reasons with commas. */
    FINISH_REASON,
    /** The agent whose run a span is, else the nearest agent it ran in. */
    IN_AGENT,
    /**
     * Of a run of an agent, the agent it ran in and itself: a JSON array of two names, the first
     * null where it ran in none.
     */
    AGENT_EDGE,
    /** The span's value of a property, else the session's when it has one only. */
    PROPERTY
  }

  /** Width of a bucket. Buckets are whole in UTC, weeks start on Monday. */
  public enum Interval {
    MINUTE(60),
    FIVE_MINUTES(300),
    FIFTEEN_MINUTES(900),
    HOUR(3_600),
    DAY(86_400),
    WEEK(604_800);

    private static final long NANOS = 1_000_000_000;
    // 1970-01-05, the first Monday.
    private static final long FIRST_MONDAY_NANOS = 4 * 86_400 * NANOS;

    private final long nanos;

    Interval(long seconds) {
      nanos = seconds * NANOS;
    }

    public long nanos() {
      return nanos;
    }

    /** A start of a bucket; all others are whole widths away. */
    public long originEpochNanos() {
      return this == WEEK ? FIRST_MONDAY_NANOS : 0;
    }

    /** Start of the bucket that holds a time. */
    public long bucketStart(long epochNanos) {
      return epochNanos - Math.floorMod(epochNanos - originEpochNanos(), nanos);
    }
  }

  /** What groups can be sorted by. */
  public enum Sort {
    KEY,
    SESSIONS,
    SPANS,
    LLM_CALLS,
    TOOL_CALLS,
    ERRORS,
    FAILED,
    ERROR_RATE,
    /** Errors made good. */
    RECOVERED,
    /** Errors the work went on without. */
    ABANDONED,
    /** Calls of loops that brought nothing new. */
    REDUNDANT_CALLS,
    COST,
    /** Input and output. */
    TOKENS,
    MEAN_DURATION,
    P95_DURATION
  }

  public AggregateQuery {
    measures = Set.copyOf(measures);
    if ((group == Group.PROPERTY) != (property != null)) {
      throw new IllegalArgumentException(
          "a property's name goes with the group PROPERTY: was " + group + " and " + property);
    }
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1 to 1000: was " + limit);
    }
  }

  /**
   * Whether spans are chosen or put together by what they do: a tool is then asked for all of its
   * errors, also those that happened in the call inside of it.
   */
  public boolean judgesEachSpan() {
    boolean chosen =
        scope == Scope.SPAN
            && (filter.provider() != null
                || filter.model() != null
                || filter.tool() != null
                || filter.agent() != null
                || filter.operation() != null);
    return chosen
        || switch (group) {
          case OPERATION, PROVIDER, MODEL, TOOL, AGENT -> true;
          default -> false;
        };
  }
}
