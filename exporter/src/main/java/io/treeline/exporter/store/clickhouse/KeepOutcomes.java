package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.OutcomeStore.Analysed;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SessionPaths;
import java.util.List;

/** Adds what the analysis of some sessions found: a few statements, however many they are. */
final class KeepOutcomes {

  private static final List<String> SESSION =
      columns(
          """
          project session_id version recovery_nanos recovery_cost_usd loops wasted_calls wasted_nanos
          wasted_input_tokens wasted_output_tokens wasted_cost_usd compared_calls unknown_calls
          human_free interventions approved rejected handoffs limits_reached working_nanos
          waiting_nanos idle_nanos critical_nanos parallelism revision kept
          """);
  private static final List<String> SPAN =
      columns(
          """
          project session_id trace_id span_id outcome path cause next_step evidence
          recovered_by_trace_id recovered_by_span_id attempts recovery_nanos recovery_input_tokens
          recovery_output_tokens recovery_cost_usd loop_number redundant kept
          """);
  private static final List<String> PLACE =
      columns(
          """
          project session_id number path kind visits failed recovered visit_nanos critical_nanos
          self_input_tokens self_output_tokens self_cost_usd input_tokens output_tokens cost_usd
          llm_calls tool_calls unpriced_calls longest_trace_id longest_span_id kept
          estimated_calls
          """);
  private static final List<String> STEP =
      columns("project session_id number path from_path to_path times kept");
  private static final List<String> FINDING =
      columns(
          """
          project session_id number kind path subject trace_id span_id times nanos input_tokens
          output_tokens cost_usd kept
          """);
  private static final SpanKey NO_SPAN = new SpanKey("0".repeat(31) + "1", "0".repeat(15) + "1");

  private final Engine engine;
  private final Tables tables;
  private final String project;
  private final long kept = SpanVersion.now();
  private final Rows sessions = new Rows();
  private final Rows spans = new Rows();
  private final Rows places = new Rows();
  private final Rows steps = new Rows();
  private final Rows findings = new Rows();

  private KeepOutcomes(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
    this.project = tables.project().name();
  }

  static void run(Engine engine, Tables tables, List<Analysed> analysed) {
    KeepOutcomes keep = new KeepOutcomes(engine, tables);
    for (Analysed each : analysed) {
      keep.add(each.outcomes(), each.revision());
      keep.add(each.outcomes().sessionId(), each.paths());
    }
    keep.write();
  }

  private void write() {
    engine.insert(tables.named("session_places"), PLACE, places, null);
    engine.insert(tables.named("session_steps"), STEP, steps, null);
    engine.insert(tables.named("session_findings"), FINDING, findings, null);
    engine.insert(tables.named("span_outcomes"), SPAN, spans, null);
    // The sessions' rows come last: they are what makes the others count.
    engine.insert(tables.named("session_outcomes"), SESSION, sessions, null);
  }

  private void add(SessionOutcomes all, long revision) {
    all.spans().forEach(span -> add(all.sessionId(), span));
    sessions
        .text(project)
        .text(all.sessionId())
        .shortNumber(all.version())
        .number(all.recovery().nanos())
        .costOrNull(Costs.scaled(NO_SPAN, all.recovery().costUsd()))
        .number(all.loops())
        .number(all.wasted().calls())
        .number(all.wasted().nanos())
        .numberOrNull(all.wasted().inputTokens())
        .numberOrNull(all.wasted().outputTokens())
        .costOrNull(Costs.scaled(NO_SPAN, all.wasted().costUsd()))
        .number(all.comparedCalls())
        .number(all.unknownCalls())
        .bit(all.humanFree())
        .number(all.interventions())
        .number(all.approved())
        .number(all.rejected())
        .number(all.handoffs())
        .number(all.limitsReached())
        .number(all.workingNanos())
        .number(all.waitingNanos())
        .number(all.idleNanos())
        .number(all.criticalNanos())
        .real(all.parallelism())
        .number(revision)
        .number(kept)
        .end();
  }

  private void add(String sessionId, SpanRow span) {
    SpanKey by = span.recoveredBy();
    spans
        .text(project)
        .text(sessionId)
        .id(span.span().traceId())
        .id(span.span().spanId())
        .text(span.outcome())
        .text(span.path())
        .bit(span.cause())
        .textOrNull(span.nextStep())
        .textOrNull(span.evidence())
        .idOrNull(by == null ? null : by.traceId())
        .idOrNull(by == null ? null : by.spanId())
        .number(span.attempts())
        .number(span.recovery().nanos())
        .numberOrNull(span.recovery().inputTokens())
        .numberOrNull(span.recovery().outputTokens())
        .costOrNull(Costs.scaled(span.span(), span.recovery().costUsd()))
        .numberOrNull(span.loop())
        .bit(span.redundant())
        .number(kept)
        .end();
  }

  private void add(String sessionId, SessionPaths paths) {
    int number = 0;
    for (SessionPaths.Place place : paths.places()) {
      add(sessionId, number++, place);
    }
    number = 0;
    for (SessionPaths.Step step : paths.steps()) {
      steps
          .text(project)
          .text(sessionId)
          .shortNumber(number++)
          .text(step.path())
          .textOrNull(step.from())
          .textOrNull(step.to())
          .number(step.times())
          .number(kept)
          .end();
    }
    number = 0;
    for (SessionPaths.Finding finding : paths.findings()) {
      findings
          .text(project)
          .text(sessionId)
          .shortNumber(number++)
          .text(finding.kind())
          .text(finding.path())
          .text(finding.subject())
          .id(finding.span().traceId())
          .id(finding.span().spanId())
          .number(finding.times())
          .number(finding.nanos());
      add(findings, finding.span(), finding.usage());
      findings.number(kept).end();
    }
  }

  private void add(String sessionId, int number, SessionPaths.Place place) {
    places
        .text(project)
        .text(sessionId)
        .shortNumber(number)
        .text(place.path())
        .enumOrNull(place.kind())
        .number(place.visits())
        .number(place.failed())
        .number(place.recovered())
        .numbers(place.visitNanos())
        .number(place.criticalNanos());
    add(places, place.longest(), place.self());
    add(places, place.longest(), place.subtree());
    places
        .number(place.llmCalls())
        .number(place.toolCalls())
        .number(place.unpricedCalls())
        .id(place.longest().traceId())
        .id(place.longest().spanId())
        .number(kept)
        .number(place.estimatedCalls())
        .end();
  }

  private static void add(Rows rows, SpanKey span, PlaceUsage usage) {
    rows.numberOrNull(usage.inputTokens())
        .numberOrNull(usage.outputTokens())
        .costOrNull(Costs.scaled(span, usage.costUsd()));
  }

  private static List<String> columns(String names) {
    return List.of(names.strip().split("\\s+"));
  }
}
