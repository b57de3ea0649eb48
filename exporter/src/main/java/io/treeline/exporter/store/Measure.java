package io.treeline.exporter.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A number of a set of spans that can be asked for alone, which an engine may answer sooner. */
public enum Measure {
  SESSIONS("sessions"),
  SPANS("spans"),
  LLM_CALLS("llmCalls"),
  TOOL_CALLS("toolCalls"),
  ERRORS("errors"),
  FAILED("failed"),
  ERROR_RATE("errorRate"),
  DURATION("durationMillis"),
  TIME_TO_FIRST_CHUNK("timeToFirstChunkMillis"),
  /** All five kinds. */
  TOKENS("tokens"),
  COST("costUsd"),
  UNPRICED_CALLS("unpricedCalls"),
  ESTIMATED_CALLS("estimatedCalls"),
  /** What became of errors, loops, and how far sessions went by themselves. */
  FINDINGS("findings");

  /** Every one. */
  public static final Set<Measure> ALL = Collections.unmodifiableSet(EnumSet.allOf(Measure.class));

  private final String word;

  Measure(String word) {
    this.word = word;
  }

  /** As people and programs write it. */
  public String word() {
    return word;
  }

  /** The words of all, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Measure::word).toList();
  }
}
