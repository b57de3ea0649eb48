package io.treeline.exporter.session;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Sessions nobody thought of: all kinds, several traces, missing parents, odd times. */
public final class RandomSessions {

  private RandomSessions() {}

  /** The same spans for the same seed but for the ids; in random order, without circles. */
  public static List<Span> session(String sessionId, long seed, int size) {
    Random random = new Random(seed);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long start = random.nextInt(10_000);
      SpanBuilder span =
          TestSpans.span().session(sessionId).at(start, start + random.nextInt(2_000));
      boolean root = i == 0 || random.nextInt(20) == 0;
      if (!root) {
        span.childOf(spans.get(random.nextInt(i)));
      }
      if (random.nextInt(20) == 0) {
        span.parentId(TestSpans.randomSpanId());
      }
      spans.add(facts(span, random).build());
    }
    Collections.shuffle(spans, random);
    return spans;
  }

  /** As {@link #session}, of the kinds of which one call can have several spans. */
  public static List<Span> layered(String sessionId, long seed, int size) {
    Random random = new Random(seed);
    OperationKind[] kinds = {
      OperationKind.LLM, OperationKind.LLM, OperationKind.LLM, OperationKind.EMBEDDING,
      OperationKind.OTHER, OperationKind.STEP, OperationKind.TOOL, OperationKind.MCP,
      OperationKind.AGENT
    };
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long start = random.nextInt(100);
      SpanBuilder span =
          TestSpans.span().session(sessionId).at(start, start + 50 + random.nextInt(50));
      if (i > 0 && random.nextInt(10) > 0) {
        span.childOf(spans.get(Math.max(0, i - 1 - random.nextInt(4))));
      }
      facts(span, random);
      spans.add(span.operation(kinds[random.nextInt(kinds.length)]).build());
    }
    Collections.shuffle(spans, random);
    return spans;
  }

  /** Runs of agents that think, call tools again and again, fail, retry and ask people. */
  public static List<Span> busy(String sessionId, long seed, int size) {
    Random random = new Random(seed);
    OperationKind[] kinds = {
      OperationKind.LLM, OperationKind.LLM, OperationKind.TOOL, OperationKind.TOOL,
      OperationKind.TOOL, OperationKind.MCP, OperationKind.OTHER, OperationKind.STEP,
      OperationKind.HUMAN, OperationKind.RETRIEVER
    };
    List<Span> spans = new ArrayList<>();
    Span run = null;
    for (int i = 0; i < size; i++) {
      // Few different times, so that many are the same.
      long start = i / 3 * 10L;
      SpanBuilder span = TestSpans.span().session(sessionId).at(start, start + random.nextInt(12));
      if (run == null || random.nextInt(40) == 0) {
        span.agentName("a" + random.nextInt(2)).operation(OperationKind.AGENT);
        if (run != null && random.nextBoolean()) {
          span.childOf(run);
        }
        run = span.at(start, start + 500).build();
        spans.add(run);
        continue;
      }
      String tool = "t" + random.nextInt(2);
      span.childOf(random.nextInt(6) == 0 ? spans.get(i - 1) : run)
          .operation(kinds[random.nextInt(kinds.length)])
          .name(tool)
          .toolName(tool)
          .model("m" + random.nextInt(2))
          .tokens(random.nextInt(100), random.nextInt(10))
          .cost("0.000" + random.nextInt(1000))
          .toolHashes((long) random.nextInt(2), random.nextInt(30) == 0 ? null : (Long) 1L);
      if (random.nextInt(4) == 0) {
        span.error("e");
      }
      spans.add(span.build());
    }
    Collections.shuffle(spans, random);
    return spans;
  }

  private static SpanBuilder facts(SpanBuilder span, Random random) {
    OperationKind[] kinds = OperationKind.values();
    String name = "n" + random.nextInt(8);
    span.operation(kinds[random.nextInt(kinds.length)]).name(name);
    if (random.nextBoolean()) {
      span.toolName("tool-" + name).agentName("agent-" + name);
    }
    if (random.nextInt(3) == 0) {
      span.status(SpanStatus.ERROR);
    }
    if (random.nextInt(5) == 0) {
      span.path("/given/" + name);
    }
    if (random.nextBoolean()) {
      span.usage(
          new TokenUsage(
              maybe(random), maybe(random), maybe(random), maybe(random), maybe(random)));
      span.usageSource(random.nextInt(4) == 0 ? "estimated:o200k_base" : "genai");
    }
    if (random.nextBoolean()) {
      span.cost("0.000" + random.nextInt(100_000));
    }
    return span;
  }

  private static Long maybe(Random random) {
    return random.nextBoolean() ? null : (Long) (long) random.nextInt(1000);
  }
}
