package io.treeline.exporter.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.analysis.Autonomy.Handoff;
import io.treeline.exporter.analysis.Autonomy.Intervention;
import io.treeline.exporter.analysis.Autonomy.Run;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.session.TimeSet;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how much was done without a person. */
final class AutonomyReader {

  private static final String MAX_ITERATIONS = "max_iterations";

  private final Work work;
  private final List<Intervention> interventions = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final Nodes nodesOfPeople = new Nodes();
  private final Nodes nodesOfRuns = new Nodes();
  private long longestAlone;
  private long approved;
  private long rejected;

  private AutonomyReader(Work work) {
    this.work = work;
  }

  /**
   * Reads it.
   *
   * @param working when something other than a person's step was under way
   * @param people when people were asked
   */
  static AutonomyReader read(Work work, TimeSet working, TimeSet people) {
    AutonomyReader reader = new AutonomyReader(work);
    for (int rank = 0; rank < work.size(); rank++) {
      reader.readPerson(work.byStart(rank));
      reader.readRun(work.byStart(rank));
    }
    reader.longestAlone = working.longestWithout(people);
    return reader;
  }

  Autonomy autonomy() {
    return new Autonomy(
        interventions.isEmpty(),
        interventions,
        approved,
        rejected,
        handoffs(),
        runs,
        runs.stream().filter(Run::limitReached).count(),
        longestAlone);
  }

  /** Nodes of {@link Autonomy#runs}. */
  Nodes runs() {
    return nodesOfRuns;
  }

  /** Nodes of {@link Autonomy#interventions}. */
  Nodes interventions() {
    return nodesOfPeople;
  }

  private void readPerson(int node) {
    Span span = work.span(node);
    if (!Said.involvesPerson(span) || isToldAbove(node)) {
      return;
    }
    String decision = Said.text(span, TreelineAttributes.HUMAN_DECISION);
    nodesOfPeople.add(node);
    interventions.add(
        new Intervention(
            span.key(),
            Said.text(span, TreelineAttributes.HUMAN_TYPE),
            decision,
            span.durationNanos()));
    approved += "approved".equals(decision) ? 1 : 0;
    rejected += "rejected".equals(decision) ? 1 : 0;
  }

  /** A person's step inside of one, or of the tool that asks, is that same step. */
  private boolean isToldAbove(int node) {
    int parent = work.forest.parent(node);
    return parent >= 0 && Said.involvesPerson(work.span(parent));
  }

  private void readRun(int node) {
    if (work.kind(node) != OperationKind.AGENT) {
      return;
    }
    Span span = work.span(node);
    Long said = Said.number(span.attributes(), TreelineAttributes.AGENT_ITERATION.getKey());
    Long limit = Said.number(span.attributes(), TreelineAttributes.AGENT_MAX_ITERATIONS.getKey());
    String stop = Said.text(span, TreelineAttributes.AGENT_STOP_REASON);
    long iterations = said != null ? said : work.scopeOf(node).models.size();
    nodesOfRuns.add(node);
    runs.add(
        new Run(
            span.key(),
            span.operation().agentName(),
            iterations,
            said != null,
            limit,
            stop,
            MAX_ITERATIONS.equals(stop)));
  }

  /**
   * Handoffs by the span of the agent that got the work, and those decided on of which no such span
   * tells.
   */
  private List<Handoff> handoffs() {
    List<Handoff> handoffs = new ArrayList<>();
    Map<String, Integer> arrived = new HashMap<>();
    for (int rank = 0; rank < work.size(); rank++) {
      Span span = work.span(work.byStart(rank));
      Handoff handoff = handoff(span, span.attributes());
      if (handoff != null) {
        arrived.merge(handoff.from() + " " + handoff.to(), 1, Integer::sum);
      }
    }
    for (int rank = 0; rank < work.size(); rank++) {
      Span span = work.span(work.byStart(rank));
      Handoff own = handoff(span, span.attributes());
      if (own != null) {
        handoffs.add(own);
      }
      for (SpanEvent event : span.events()) {
        Handoff decided = handoff(span, event.attributes());
        if (decided != null
            && arrived.merge(decided.from() + " " + decided.to(), -1, Integer::sum) < 0) {
          handoffs.add(decided);
        }
      }
    }
    return handoffs;
  }

  private static @Nullable Handoff handoff(Span span, Map<String, JsonNode> attributes) {
    String from = Said.text(attributes, TreelineAttributes.HANDOFF_FROM);
    String to = Said.text(attributes, TreelineAttributes.HANDOFF_TO);
    return from == null && to == null ? null : new Handoff(span.key(), from, to);
  }
}
