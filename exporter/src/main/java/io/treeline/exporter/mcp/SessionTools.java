package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.treeline.exporter.analysis.Problem;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionPage;
import io.treeline.exporter.query.SessionSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finding sessions and their numbers. */
final class SessionTools {

  private static final int MOST = 100;
  private static final int MOST_PROBLEMS = 20;

  private SessionTools() {}

  static SyncToolSpecification listSessions() {
    Schemas schema =
        new Schemas()
            .filter()
            .choice(
                "sort",
                "default -startTime, the newest first",
                "startTime",
                "-startTime",
                "duration",
                "-duration",
                "cost",
                "-cost",
                "spans",
                "-spans",
                "errors",
                "-errors",
                "tokens",
                "-tokens")
            .number("limit", "sessions, default 20", MOST)
            .text("cursor", "nextCursor of the page before; everything else as for that page");
    return Tools.tool(
        "list_sessions",
        "Finds agent sessions (runs, conversations) by time, name, user, status, model, tool, words"
            + " in their content and more. One line each: id, name, status, time, duration, calls,"
            + " errors, tokens, cost. Start here.",
        schema,
        SessionTools::list);
  }

  static SyncToolSpecification getSession() {
    return Tools.tool(
        "get_session",
        "One session's numbers, what went wrong in it in one sentence each, and its scores.",
        new Schemas().need("sessionId", "from list_sessions"),
        SessionTools::session);
  }

  private static Answer list(QueryService query, Arguments arguments) {
    SessionPage page =
        query.sessions(
            new SessionListRequest(
                arguments.filter(),
                arguments.text("sort"),
                Integer.toString(arguments.number("limit", 20, MOST)),
                arguments.text("cursor")));
    StringBuilder text = new StringBuilder();
    for (SessionSummary session : page.sessions()) {
      text.append(line(session)).append('\n');
    }
    if (page.sessions().isEmpty()) {
      text.append("no session meets these conditions");
    }
    if (page.nextCursor() != null) {
      text.append("more: cursor ").append(page.nextCursor());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sessions", page.sessions().stream().map(Shown::session).toList());
    Shown.put(data, "nextCursor", page.nextCursor());
    return new Answer(text.toString(), data);
  }

  static String line(SessionSummary session) {
    String tokens = Shown.tokens(session.tokens());
    return "%s  \"%s\"  %s  %s  %s  %d model calls, %d tool calls, %d errors%s%s  %s%s"
        .formatted(
            session.sessionId(),
            Answer.brief(session.name(), 80),
            session.status(),
            Shown.time(session.startEpochNanos()),
            Shown.millis(Shown.wall(session)),
            session.llmCalls(),
            session.toolCalls(),
            session.errors(),
            tokens.isEmpty() ? "" : "  " + tokens,
            session.estimatedCalls() == 0
                ? ""
                : " (%d calls estimated)".formatted(session.estimatedCalls()),
            Shown.usd(session.costUsd()),
            session.unpricedCalls() == 0
                ? ""
                : " (%d calls without a price)".formatted(session.unpricedCalls()));
  }

  private static Answer session(QueryService query, Arguments arguments) {
    String id = arguments.required("sessionId");
    SessionSummary session = query.session(id);
    SessionAnalysis analysis = query.analysis(id);
    StringBuilder text = new StringBuilder(line(session)).append('\n');
    List<Map<String, Object>> problems = new ArrayList<>();
    for (Problem problem :
        analysis.problems().subList(0, Math.min(MOST_PROBLEMS, analysis.problems().size()))) {
      String kind = problem.kind().name().toLowerCase(Locale.ROOT);
      text.append("- ").append(kind).append(": ").append(problem.sentence()).append('\n');
      problems.add(Map.of("kind", kind, "sentence", problem.sentence()));
    }
    int more = analysis.problems().size() + analysis.moreProblems() - problems.size();
    text.append(problems.isEmpty() ? "nothing went wrong\n" : "");
    text.append(more == 0 ? "" : "… and %d more problems\n".formatted(more));
    text.append(
        analysis.autonomy().humanFree()
            ? "no person took part\n"
            : "people took part %d times\n".formatted(analysis.autonomy().interventions().size()));
    List<Map<String, Object>> scores = new ArrayList<>();
    for (Score score : query.scores().ofSession(id)) {
      Object value =
          score.value().number() == null ? score.value().label() : score.value().number();
      text.append("score ").append(score.name()).append(": ").append(value).append('\n');
      scores.add(Map.of("name", score.name(), "value", String.valueOf(value)));
    }
    Map<String, Object> data = Shown.session(session);
    data.put("problems", problems);
    data.put("moreProblems", more);
    data.put("humanFree", analysis.autonomy().humanFree());
    data.put("scores", scores);
    return new Answer(text.toString(), data);
  }
}
