package io.treeline.benchmarks;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.SpanStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Sessions as agents make them: conversations of 20 turns, each a model call that repeats what was
 * said before and a tool call; every hundredth has 100 turns. They lie evenly over seven days.
 */
final class QueryLoad {

  static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  static final long END_NANOS = 1_790_000_000_000_000_000L;
  static final long START_NANOS = END_NANOS - 7 * DAY_NANOS;

  /** Sessions that go on at the same time. */
  private static final int AT_ONCE = 200;

  private static final int TURNS = 20;
  private static final int TURNS_OF_LONG_ONES = 100;
  private static final int WORDS = 4_000;
  private static final String TOOLS =
      "[" + "{\"name\":\"look up\",\"description\":\"finds\"},".repeat(20) + "{}]";

  private final Random random = new Random(11);
  private final String[] words = new String[WORDS];
  private long plainBytes;
  private int sessions;

  QueryLoad() {
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      random.ints(2 + random.nextInt(9), 'a', 'z' + 1).forEach(c -> word.append((char) c));
      words[i] = word.toString();
    }
  }

  /** Bytes of content as it was said, each repetition counted. */
  long plainBytes() {
    return plainBytes;
  }

  /** Stores about so many spans, evenly over a stretch of time from {@link #START_NANOS}. */
  void write(SpanStore store, long spans, long nanos) {
    long perRound = AT_ONCE * (1 + 2L * TURNS);
    long rounds = Math.max(1, spans / perRound);
    for (long round = 0; round < rounds; round++) {
      long start = START_NANOS + nanos / rounds * round;
      List<Span> batch = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        session(batch, start + i * 1_000_000_000L);
      }
      batch.sort(java.util.Comparator.comparingLong(Span::startEpochNanos));
      write(store, batch);
    }
  }

  /** Stores one session of 100,000 spans. */
  void writeLarge(SpanStore store) {
    write(store, large(100_000));
  }

  /** A conversation of so many spans: one agent, model calls and tools in turn. */
  List<Span> conversation(int spans) {
    SessionFacts facts = facts("conversation", 7);
    String trace = id(32);
    String root = id(16);
    long step = 3_000_000_000L;
    List<Span> all = new ArrayList<>();
    all.add(
        span(
            trace,
            root,
            null,
            "run",
            START_NANOS,
            spans * step,
            facts,
            agent(),
            Content.NONE,
            false));
    for (int i = 1; i < spans; i++) {
      long at = START_NANOS + i * step;
      boolean asks = i % 2 == 1;
      boolean fails = !asks && random.nextInt(20) == 0;
      Operation operation = asks ? chat(i / 2 % 50) : called(tool());
      String name = asks ? "chat" : "tool";
      all.add(span(trace, id(16), root, name, at, step / 2, facts, operation, Content.NONE, fails));
    }
    return all;
  }

  /** With arguments and a result that come again now and then. */
  private Operation called(Operation tool) {
    return tool.toBuilder()
        .toolArgumentsHash((long) random.nextInt(30))
        .toolResultHash((long) random.nextInt(2))
        .build();
  }

  /** One more session of 20 turns, now. */
  List<Span> live(long start) {
    List<Span> batch = new ArrayList<>();
    session(batch, start);
    return batch;
  }

  private static void write(SpanStore store, List<Span> spans) {
    for (int from = 0; from < spans.size(); from += 10_000) {
      store.writer().write(spans.subList(from, Math.min(spans.size(), from + 10_000)));
    }
  }

  private void session(List<Span> into, long start) {
    int number = sessions++;
    int turns = number % 100 == 99 ? TURNS_OF_LONG_ONES : TURNS;
    SessionFacts facts = facts("session-" + number, number);
    String trace = id(32);
    String root = id(16);
    long step = 3_000_000_000L;
    into.add(
        span(trace, root, null, "run", start, turns * step, facts, agent(), Content.NONE, false));
    StringBuilder said = new StringBuilder();
    for (int turn = 0; turn < turns; turn++) {
      long at = start + turn * step + 1_000;
      message(said, "user", 60 + random.nextInt(200));
      String answer = message("assistant", 80 + random.nextInt(400));
      String asked = "[" + said + "]";
      Content content = new Content(asked, "[" + answer + "]", null, TOOLS, null, null, null, null);
      plainBytes += asked.length() + answer.length() + TOOLS.length();
      into.add(span(trace, id(16), root, "chat", at, step / 2, facts, chat(turn), content, false));
      said.append(',').append(answer);
      String result = text(60 + random.nextInt(300));
      plainBytes += result.length();
      into.add(
          span(
              trace,
              id(16),
              root,
              "tool",
              at + step / 2,
              step / 3,
              facts,
              tool(),
              new Content(null, null, null, null, "{\"q\":\"" + turn + "\"}", result, null, null),
              random.nextInt(20) == 0));
    }
  }

  /** A tree of so many spans: agents that run agents. */
  List<Span> large(int size) {
    List<Span> spans = new ArrayList<>();
    SessionFacts facts = facts("large", 7);
    String trace = id(32);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String id = id(16);
      String parent = i == 0 ? null : ids.get((i - 1) / 8);
      ids.add(id);
      spans.add(
          span(
              trace,
              id,
              parent,
              "step",
              END_NANOS - DAY_NANOS + i * 10_000L,
              5_000,
              facts,
              i % 8 == 0 ? agent() : tool(),
              Content.NONE,
              i % 50 == 0));
    }
    return spans;
  }

  private SessionFacts facts(String id, int number) {
    TreeMap<String, String> properties = new TreeMap<>();
    properties.put("customer", "customer-" + number % 100);
    properties.put("version", number % 2 == 0 ? "a" : "b");
    return new SessionFacts(
        id,
        SessionIdSource.SESSION_KEY,
        null,
        "name-" + number % 20,
        null,
        null,
        "user-" + number % 500,
        properties,
        List.of());
  }

  private static Operation agent() {
    return Operation.builder(OperationKind.AGENT).agentName("support").build();
  }

  private Operation chat(int turn) {
    return Operation.builder(OperationKind.LLM)
        .provider("openai")
        .requestModel("model-" + random.nextInt(4))
        .finishReasons(List.of("stop"))
        .usage(
            new TokenUsage(100L * (turn + 1), 80L, null, null, null, null, null, null, null, null))
        .cost(new BigDecimal("0.0012"), "computed")
        .build();
  }

  private Operation tool() {
    return Operation.builder(OperationKind.TOOL).toolName("tool-" + random.nextInt(12)).build();
  }

  private static Span span(
      String trace,
      String id,
      @org.jspecify.annotations.Nullable String parent,
      String name,
      long start,
      long duration,
      SessionFacts facts,
      Operation operation,
      Content content,
      boolean failed) {
    return new Span(
        new SpanKey(trace, id),
        parent,
        name,
        SpanKind.INTERNAL,
        start,
        start + duration,
        failed ? SpanStatus.ERROR : SpanStatus.OK,
        failed ? "no answer within 50 ms" : null,
        failed ? "TimeoutException" : null,
        failed ? ErrorSource.STATUS : null,
        new Origin("shop", Map.of(), "benchmark", null, Map.of()),
        facts,
        operation,
        content,
        Map.of(),
        List.of(),
        List.of(),
        "otel");
  }

  private String message(String role, int length) {
    return "{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text(length)
        + "\"}]}";
  }

  private void message(StringBuilder said, String role, int length) {
    said.append(said.length() == 0 ? "" : ",").append(message(role, length));
  }

  /** Words of which some are frequent, as in a language. */
  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int word = (int) Math.pow(WORDS, random.nextDouble()) - 1;
      text.append(words[Math.min(word, WORDS - 1)]).append(' ');
    }
    return text.toString();
  }

  /** A word that is in few texts, and one that is in most. */
  String rareWord() {
    return words[WORDS - 100];
  }

  String frequentWord() {
    return words[3];
  }

  private String id(int digits) {
    StringBuilder id = new StringBuilder();
    while (id.length() < digits) {
      id.append(String.format("%016x", random.nextLong()));
    }
    return id.toString();
  }
}
