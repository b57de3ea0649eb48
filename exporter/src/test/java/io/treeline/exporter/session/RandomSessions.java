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
