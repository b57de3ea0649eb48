package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.treeline.exporter.analysis.Problem;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.SpanOutcome;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.query.SpanSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What failed in a session, why, and what came next. */
final class FailureTool {

  private static final int MOST = 50;
  private static final int EVIDENCE = 3;
  private static final int EXCERPT = 400;

  private FailureTool() {}

  static SyncToolSpecification explainFailure() {
    return Tools.tool(
        "explain_failure",
        "What went wrong in one session, the gravest first: each error with its message, where it"
            + " happened, what the agent did next (retried, repaired its arguments, fell back to"
            + " another tool or model, asked a person, gave up), whether it recovered, how many"
            + " attempts it took and what that cost; loops and reached limits; with excerpts of the"
            + " arguments and results involved.",
        new Schemas()
            .need("sessionId", "from list_sessions")
            .number("limit", "problems, default 8", MOST),
        FailureTool::explain);
  }

  private static Answer explain(QueryService query, Arguments arguments) {
    String id = arguments.required("sessionId");
    SessionSummary session = query.session(id);
    SessionAnalysis analysis = query.analysis(id);
    Map<SpanKey, SpanOutcome> outcomes = new HashMap<>();
    analysis.outcomes().forEach(outcome -> outcomes.put(outcome.span(), outcome));
    int limit = Math.min(arguments.number("limit", 8, MOST), analysis.problems().size());
    StringBuilder text = new StringBuilder(SessionTools.line(session)).append('\n');
    List<Map<String, Object>> problems = new ArrayList<>();
    for (Problem problem : analysis.problems().subList(0, limit)) {
      if (text.length() > Answer.MOST - 3000) {
        break;
      }
      problems.add(problem(query, session, problem, outcomes, text, problems.size() + 1));
    }
    int more = analysis.problems().size() + analysis.moreProblems() - problems.size();
    if (problems.isEmpty()) {
      text.append("nothing went wrong: no error, loop or reached limit\n");
    }
    text.append(more == 0 ? "" : "… and %d more problems: raise limit\n".formatted(more));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("session", Shown.session(session));
    data.put("problems", problems);
    data.put("moreProblems", more);
    return new Answer(text.toString(), data);
  }

  private static Map<String, Object> problem(
      QueryService query,
      SessionSummary session,
      Problem problem,
      Map<SpanKey, SpanOutcome> outcomes,
      StringBuilder text,
      int number) {
    String kind = problem.kind().name().toLowerCase(Locale.ROOT);
    text.append('\n').append(number).append(". ").append(kind).append(": ");
    text.append(problem.sentence()).append('\n');
    List<Map<String, Object>> evidence = new ArrayList<>();
    for (SpanKey key : problem.spans().subList(0, Math.min(EVIDENCE, problem.spans().size()))) {
      SpanSummary span = query.span(key.traceId(), key.spanId());
      Map<String, Object> data = Shown.span(span);
      append(text, session, span, outcomes.get(key), data);
      evidence.add(data);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", kind);
    data.put("sentence", problem.sentence());
    data.put("startTime", Shown.time(problem.startEpochNanos()));
    data.put("spans", evidence);
    data.put("moreSpans", problem.spans().size() + problem.moreSpans() - evidence.size());
    return data;
  }

  private static void append(
      StringBuilder text,
      SessionSummary session,
      SpanSummary summary,
      @Nullable SpanOutcome outcome,
      Map<String, Object> data) {
    Span span = summary.span();
    text.append(
        "   at +%s  %s  %s  [%s]%n"
            .formatted(
                Shown.millis(span.startEpochNanos() - session.startEpochNanos()),
                summary.path(),
                Answer.brief(span.name(), 100),
                Shown.id(span.key())));
    line(text, "type", span.errorType());
    line(text, "message", span.statusMessage());
    if (outcome != null && outcome.nextStep() != null) {
      String next = outcome.nextStep().name().toLowerCase(Locale.ROOT);
      data.put("nextStep", next);
      data.put("attempts", outcome.attempts());
      text.append(
          "   next: %s, %d attempts, %s%n"
              .formatted(
                  next, outcome.attempts(), outcome.outcome().name().toLowerCase(Locale.ROOT)));
      if (outcome.recoveredBy() != null) {
        data.put("recoveredBy", Shown.id(outcome.recoveredBy()));
        text.append("   recovered by [").append(Shown.id(outcome.recoveredBy())).append("]\n");
      }
    }
    Content content = span.content();
    line(text, "arguments", content.toolArguments());
    line(text, "result", content.toolResult());
    line(text, "input", content.input());
    line(text, "output", content.output());
    Shown.put(data, "toolArguments", excerpt(content.toolArguments()));
    Shown.put(data, "toolResult", excerpt(content.toolResult()));
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    String excerpt = excerpt(value);
    if (excerpt != null) {
      text.append("   ").append(name).append(": ").append(excerpt).append('\n');
    }
  }

  private static @Nullable String excerpt(@Nullable String value) {
    return value == null ? null : Answer.brief(value, EXCERPT);
  }
}
