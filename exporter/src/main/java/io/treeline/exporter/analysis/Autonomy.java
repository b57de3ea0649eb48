package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much was done without a person.
 *
 * @param humanFree whether no person was asked, by all that is recorded
 * @param interventions where people took part, by start
 * @param approved how many of them approved
 * @param rejected how many rejected
 * @param handoffs from agent to agent, by start
 * @param runs runs of agents, by start
 * @param limitsReached runs that stopped at their limit
 * @param longestAloneNanos longest time of work without a person taking part
 */
public record Autonomy(
    boolean humanFree,
    List<Intervention> interventions,
    long approved,
    long rejected,
    List<Handoff> handoffs,
    List<Run> runs,
    long limitsReached,
    long longestAloneNanos) {

  public Autonomy {
    interventions = List.copyOf(interventions);
    handoffs = List.copyOf(handoffs);
    runs = List.copyOf(runs);
  }

  /**
   * A person took part.
   *
   * @param span where
   * @param type {@code approval}, {@code input}, {@code edit} or {@code takeover}; null when not
   *     said
   * @param decision {@code approved}, {@code rejected}, {@code modified}, {@code dismissed} or
   *     {@code timeout}; null when not said
   * @param nanos how long it took; null while it is not over
   */
  public record Intervention(
      SpanKey span, @Nullable String type, @Nullable String decision, @Nullable Long nanos) {}

  /**
   * One agent gave the work to another.
   *
   * @param span where
   * @param from who gave; null when not said
   * @param to who got; null when not said
   */
  public record Handoff(SpanKey span, @Nullable String from, @Nullable String to) {}

  /**
   * One run of an agent.
   *
   * @param span its span
   * @param agent name; null when it has none
   * @param iterations how often it went round: as said, else the model calls it made itself
   * @param iterationsSaid whether {@code iterations} is what the sender says
   * @param limit how often it might have; null when not said
   * @param stopReason why it stopped; null when not said
   * @param limitReached whether it stopped for its limit
   */
  public record Run(
      SpanKey span,
      @Nullable String agent,
      long iterations,
      boolean iterationsSaid,
      @Nullable Long limit,
      @Nullable String stopReason,
      boolean limitReached) {}
}
