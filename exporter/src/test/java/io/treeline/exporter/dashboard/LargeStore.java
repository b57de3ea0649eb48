package io.treeline.exporter.dashboard;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A store with thousands of sessions over four weeks: several names, two versions of each, users,
 * models, tools that fail in their own ways and are retried, repaired, replaced or given up, loops,
 * people who are asked, and a second half that costs more. The same seed gives the same store.
 */
final class LargeStore {

  private static final long WEEKS_MILLIS = 28L * 24 * 3600 * 1000;
  private static final int BATCH = 5_000;
  private static final List<String> NAMES =
      List.of("Refund", "Order status", "Password reset", "Invoice", "Complaint", "Research");
  private static final List<String> MODELS = List.of("gpt-4o-mini", "gpt-4o", "claude-sonnet-4-5");
  private static final List<String> TOOLS =
      List.of("lookup_order", "search", "send_mail", "check_stock", "convert", "fetch_page");
  private static final List<String> FAILURES =
      List.of("timed out after %d ms", "no order %d", "\"x%d\" is no address", "rate limit of %d");

  private final Random random;

  private LargeStore(long seed) {
    this.random = new Random(seed);
  }

  /** {@code DIRECTORY SESSIONS}: fills a new store there. */
  public static void main(String[] arguments) {
    try (SpanStore store = DuckDbSpanStore.open(Path.of(arguments[0]))) {
      fill(store, Integer.parseInt(arguments[1]), 17);
    }
  }

  /** Adds that many sessions. */
  static void fill(SpanStore store, int sessions, long seed) {
    LargeStore large = new LargeStore(seed);
    List<Span> batch = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      large.session(i, WEEKS_MILLIS * i / sessions, 2 * i > sessions, batch);
      if (batch.size() >= BATCH) {
        store.writer().write(batch);
        batch.clear();
      }
    }
    store.writer().write(batch);
  }

  private void session(int number, long start, boolean late, List<Span> into) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String id = "s-%05d".formatted(number);
    String version = random.nextInt(10) < (late ? 8 : 2) ? "v2" : "v1";
    int rounds = 2 + random.nextInt(version.equals("v2") ? 4 : 6);
    boolean ends = random.nextInt(25) == 0;
    long now = start;
    List<SpanBuilder> inside = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      now = call(inside, now, version);
    }
    SpanBuilder root =
        TestSpans.agent(name.replace(" ", "") + "Agent")
            .session(id)
            .sessionName(name)
            .user("user-" + random.nextInt(60))
            .property("version", version)
            .service("support-agent")
            .at(start, now + 5);
    Span agent = (ends ? root.error("Unresolved") : root).build();
    into.add(agent);
    for (SpanBuilder span : inside) {
      into.add(span.session(id).service("support-agent").childOf(agent).build());
    }
  }

  /** A model call and what it chose; answers when that was over. */
  private long call(List<SpanBuilder> into, long start, String version) {
    String model = MODELS.get(Math.min(2, random.nextInt(version.equals("v2") ? 3 : 4)));
    long input = 400 + random.nextInt(4000);
    long took = 300 + random.nextInt(2500);
    into.add(
        TestSpans.llm(model)
            .provider(model.startsWith("claude") ? "anthropic" : "openai")
            .tokens(input, 40 + random.nextInt(400))
            .cost("0.%06d".formatted(50 + input * (model.equals("gpt-4o") ? 10 : 1)))
            .timeToFirstChunkNanos((80L + random.nextInt(600)) * 1_000_000)
            .finishReasons(random.nextInt(40) == 0 ? "length" : "tool_calls")
            .at(start, start + took));
    long now = start + took + 5;
    if (random.nextInt(30) == 0) {
      into.add(
          TestSpans.span()
              .name("human approval")
              .operation(OperationKind.HUMAN)
              .at(now, now + 60_000));
      return now + 60_010;
    }
    return tools(into, now);
  }

  private long tools(List<SpanBuilder> into, long start) {
    int which = random.nextInt(TOOLS.size());
    String tool = TOOLS.get(which);
    long arguments = random.nextInt(500);
    boolean fails = random.nextInt(30) < 1 + 2 * which;
    int times = random.nextInt(60) == 0 ? 5 : fails ? 2 : 1;
    long now = start;
    for (int time = 0; time < times; time++) {
      long took = 20 + random.nextInt(200 * (which + 1));
      boolean error = fails && time == 0;
      // A repair has other arguments, a blind retry and a loop have the same.
      long hash = fails && time > 0 && which % 2 == 0 ? arguments + 1 : arguments;
      SpanBuilder span = TestSpans.tool(tool).toolHashes(hash, error ? null : hash * 31);
      if (error) {
        String said = FAILURES.get(random.nextInt(FAILURES.size()));
        span.error("ToolError").statusMessage(said.formatted(random.nextInt(900)));
      }
      into.add(span.at(now, now + took));
      now += took + 5;
    }
    return now;
  }
}
