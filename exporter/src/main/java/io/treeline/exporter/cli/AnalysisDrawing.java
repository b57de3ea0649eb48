package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The main lines of an analysis. */
final class AnalysisDrawing {

  private static final int MOST_PROBLEMS = 20;
  private static final int SENTENCE_WIDTH = 300;

  private final Style style;

  AnalysisDrawing(Style style) {
    this.style = style;
  }

  void print(JsonNode analysis, PrintWriter out) {
    line(out, "time", time(analysis.get("time")));
    line(out, "autonomy", autonomy(analysis.get("autonomy")));
    line(out, "recovery", recovery(analysis.get("recovery")));
    line(out, "loops", loops(analysis.get("loops")));
    problems(analysis, out);
  }

  private void line(PrintWriter out, String label, List<String> facts) {
    if (!facts.isEmpty()) {
      out.println(style.dim(String.format(Locale.ROOT, "%-9s", label)) + String.join(" · ", facts));
    }
  }

  private static List<String> time(JsonNode time) {
    List<String> facts = new ArrayList<>();
    facts.add(Texts.duration(time.get("wallMillis")) + " wall");
    facts.add(Texts.duration(time.get("workingMillis")) + " working");
    if (time.get("waitingMillis").asDouble() > 0) {
      facts.add(Texts.duration(time.get("waitingMillis")) + " waiting for people");
    }
    facts.add(
        String.format(Locale.ROOT, "%.1f at once on average", time.get("parallelism").asDouble()));
    return facts;
  }

  private static List<String> autonomy(JsonNode autonomy) {
    List<String> facts = new ArrayList<>();
    int people = autonomy.get("interventions").size();
    facts.add(people == 0 ? "no person took part" : Texts.count(people, "human intervention"));
    add(facts, autonomy.get("approved"), "approved");
    add(facts, autonomy.get("rejected"), "rejected");
    int handoffs = autonomy.get("handoffs").size();
    if (handoffs > 0) {
      facts.add(Texts.count(handoffs, "handoff"));
    }
    add(facts, autonomy.get("limitsReached"), "stopped at the limit");
    return facts;
  }

  private static List<String> recovery(JsonNode recovery) {
    List<String> facts = new ArrayList<>();
    long errors = 0;
    long recovered = 0;
    for (JsonNode tool : recovery.get("tools")) {
      errors += tool.get("errors").asLong();
      recovered += tool.get("recovered").asLong();
    }
    if (errors > 0) {
      facts.add(recovered + " of " + Texts.count(errors, "failed tool call") + " recovered");
    }
    JsonNode spent = recovery.get("spent");
    if (spent.get("calls").asLong() > 0) {
      facts.add(Texts.duration(spent.get("durationMillis")) + " spent on it");
      addCost(facts, spent);
    }
    return facts;
  }

  private static List<String> loops(JsonNode loops) {
    List<String> facts = new ArrayList<>();
    int found = loops.get("found").size();
    long unknown = loops.get("unknownCalls").asLong();
    if (found > 0) {
      JsonNode wasted = loops.get("wasted");
      facts.add(Texts.count(found, "loop"));
      facts.add(Texts.count(wasted.get("calls").asLong(), "call") + " in vain");
      facts.add(Texts.duration(wasted.get("durationMillis")) + " wasted");
      addCost(facts, wasted);
    }
    if (unknown > 0) {
      facts.add(Texts.count(unknown, "tool call") + " without content could not be compared");
    }
    return facts;
  }

  private void problems(JsonNode analysis, PrintWriter out) {
    JsonNode problems = analysis.get("problems");
    if (problems.isEmpty()) {
      return;
    }
    out.println();
    for (int i = 0; i < Math.min(MOST_PROBLEMS, problems.size()); i++) {
      JsonNode problem = problems.get(i);
      String kind = problem.get("kind").asText();
      String label = String.format(Locale.ROOT, "%-14s", kind.replace('_', ' '));
      String styled = kind.equals("recovered") ? style.warning(label) : style.bad(label);
      out.println(styled + Texts.clean(problem.get("sentence").asText(), SENTENCE_WIDTH));
    }
    long more = problems.size() - MOST_PROBLEMS + analysis.get("moreProblems").asLong();
    if (more > 0) {
      out.println(style.dim("and " + Texts.count(more, "more problem") + ": see --json"));
    }
  }

  private static void add(List<String> facts, JsonNode count, String what) {
    if (count.asLong() > 0) {
      facts.add(count.asLong() + " " + what);
    }
  }

  private static void addCost(List<String> facts, JsonNode spend) {
    if (spend.get("costUsd").isTextual()) {
      facts.add("$" + spend.get("costUsd").asText());
    }
  }
}
