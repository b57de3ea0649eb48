package io.treeline.exporter.analysis;

import io.treeline.exporter.analysis.Problem.Kind;
import io.treeline.exporter.model.SpanKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is worth looking at, and says it in a sentence each. */
final class ProblemList {

  private final Work work;
  private final Fates fates;
  private final List<Problem> problems = new ArrayList<>();

  ProblemList(Work work, Fates fates) {
    this.work = work;
    this.fates = fates;
    int[] causes = causes(work);
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      if (fates.isFirst(node)) {
        addError(node, causes[node]);
      }
    }
  }

  /** For each failed node the first of those below it where the error happened. */
  static int[] causes(Work work) {
    int[] causes = new int[work.size()];
    java.util.Arrays.fill(causes, -1);
    for (int node = causes.length - 1; node >= 0; node--) {
      if (work.isCause(node)) {
        causes[node] = node;
      }
      int parent = work.forest.parent(node);
      if (work.failed(node) && parent >= 0 && work.failed(parent)) {
        causes[parent] = causes[node];
      }
    }
    return causes;
  }

  /** The gravest first. */
  List<Problem> first() {
    problems.sort(
        Comparator.comparing(Problem::kind)
            .thenComparingLong(Problem::startEpochNanos)
            .thenComparing(problem -> problem.spans().get(0)));
    return problems.subList(0, Math.min(problems.size(), SessionAnalysis.MAX_PROBLEMS));
  }

  int more() {
    return Math.max(0, problems.size() - SessionAnalysis.MAX_PROBLEMS);
  }

  void addLoops(List<Loop> loops) {
    for (Loop loop : loops) {
      String tools = String.join(", ", loop.tools());
      String what =
          loop.kind() == Loop.Kind.CYCLE
              ? "%s were called in turn %d times".formatted(tools, loop.rounds())
              : "%s was called %d times".formatted(tools, loop.rounds());
      String sentence =
          what
              + " with the same arguments and the same results: "
              + Words.count(loop.redundant().size(), "call")
              + " brought nothing new"
              + Words.spent(loop.wasted());
      add(Kind.LOOP, sentence, loop.calls(), loop.startEpochNanos(), loop.wasted());
    }
  }

  void addAutonomy(Autonomy autonomy, AutonomyReader nodes) {
    for (int i = 0; i < autonomy.runs().size(); i++) {
      Autonomy.Run run = autonomy.runs().get(i);
      if (run.limitReached()) {
        int node = nodes.runs().get(i);
        String limit = run.limit() == null ? "" : " of " + Words.count(run.limit(), "iteration");
        String sentence = work.label(node) + " stopped at its limit" + limit;
        add(Kind.LIMIT_REACHED, sentence, List.of(run.span()), work.start(node), Spend.NONE);
      }
    }
    for (int i = 0; i < autonomy.interventions().size(); i++) {
      Autonomy.Intervention person = autonomy.interventions().get(i);
      if ("rejected".equals(person.decision())) {
        int node = nodes.interventions().get(i);
        String sentence = "a person said no at " + work.label(node);
        add(Kind.REJECTED, sentence, List.of(person.span()), work.start(node), Spend.NONE);
      }
    }
  }

  private void addError(int node, int cause) {
    Kind kind =
        switch (fates.outcome[node]) {
          case RECOVERED -> Kind.RECOVERED;
          case ABANDONED -> Kind.ABANDONED;
          default -> Kind.ERROR;
        };
    List<SpanKey> spans = new ArrayList<>();
    spans.add(work.span(node).key());
    if (cause >= 0 && cause != node) {
      spans.add(work.span(cause).key());
    }
    int later = fates.successor[node];
    while (later >= 0 && spans.size() <= Problem.MAX_SPANS) {
      spans.add(work.span(later).key());
      later = work.failed(later) ? fates.successor[later] : -1;
    }
    String sentence = failure(node, cause) + "; " + afterwards(node);
    Spend spent = fates.recovery[node];
    add(kind, sentence, spans.stream().distinct().toList(), work.start(node), spent);
  }

  private String failure(int node, int cause) {
    int where = cause < 0 ? node : cause;
    String type = work.span(where).errorType();
    String reason = type == null ? "" : " (" + Words.cut(type) + ")";
    String within = where == node ? "" : " in " + work.label(where);
    return work.label(node) + " failed" + within + reason;
  }

  private String afterwards(int node) {
    NextStep step = fates.step[node];
    if (step == null) {
      return "nothing has followed yet";
    }
    int later = fates.successor[node];
    String instead = later < 0 ? "something else" : work.label(later);
    String did =
        switch (step) {
          case BLIND_RETRY -> "the same call was made again";
          case REPAIR -> "it was called again with other arguments";
          case RETRY -> "it was tried again";
          case FALLBACK_TOOL -> instead + " was used instead";
          case FALLBACK_MODEL -> instead + " was asked instead";
          case ASKED_HUMAN -> "a person was asked";
          case GAVE_UP -> "the work went on without it";
          case ENDED -> "the work ended with it";
        };
    return did + ending(node);
  }

  private String ending(int node) {
    String attempts = fates.attempts[node] > 2 ? " in " + fates.attempts[node] + " attempts" : "";
    if (fates.outcome[node] == Outcome.RECOVERED) {
      return " and that worked"
          + attempts
          + " after "
          + Words.duration(fates.recovery[node].nanos())
          + Words.spent(fates.recovery[node]);
    }
    return fates.successor[node] < 0 ? "" : ", which did not help" + attempts;
  }

  private void add(Kind kind, String sentence, List<SpanKey> spans, long start, Spend wasted) {
    List<SpanKey> shown = spans.stream().limit(Problem.MAX_SPANS).collect(Collectors.toList());
    problems.add(new Problem(kind, sentence, shown, spans.size() - shown.size(), start, wasted));
  }
}
