package io.treeline.exporter.model;

/**
 * A half-open stretch of time.
 *
 * @param startEpochNanosInclusive first nanosecond in it
 * @param endEpochNanosExclusive first nanosecond after it
 */
public record TimeRange(long startEpochNanosInclusive, long endEpochNanosExclusive) {

  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeRange {
    if (endEpochNanosExclusive <= startEpochNanosInclusive) {
      throw new IllegalArgumentException(
          "time range must end after it starts: was "
              + startEpochNanosInclusive
              + " to "
              + endEpochNanosExclusive);
    }
  }
}
