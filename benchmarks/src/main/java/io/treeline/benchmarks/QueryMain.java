package io.treeline.benchmarks;

import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.store.SpanStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Fills a data directory, or asks the exporter on it: in a process of its own, started with the
 * exporter's jar on the class path. Prints one table.
 */
public final class QueryMain {

  private static final int WARM_RUNS = 7;

  /** A slow question is not asked again after this long, or ten million spans take hours. */
  private static final Duration LONGEST_RUNS = Duration.ofSeconds(15);

  private static final long SPANS_OF_A_COPY = 50_000;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private QueryMain() {}

  /** Arguments: {@code fill <dir> <spans>} or {@code ask <dir>}. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Path data = Path.of(arguments[1]);
    if (arguments[0].equals("fill")) {
      fill(data, Long.parseLong(arguments[2]));
    } else {
      ask(data);
    }
  }

  /**
   * The first 50,000 spans go the exporter's way, so that everything is worked out and analysed;
   * the others are copies of them. The large session is written to the full store.
   */
  private static void fill(Path data, long spans) throws Exception {
    int copies = (int) Math.max(1, spans / SPANS_OF_A_COPY);
    long nanos = (QueryLoad.END_NANOS - QueryLoad.START_NANOS) / copies;
    QueryLoad load = new QueryLoad();
    long start = System.nanoTime();
    try (RunningExporter exporter = ExporterMain.start(ExporterConfig.onFreePorts(data))) {
      load.write(exporter.store(), Math.min(spans, SPANS_OF_A_COPY), nanos);
      say("written", start);
      awaitAnalysis(exporter.store());
      say("analysed", start);
    }
    long plainBytes = load.plainBytes() * copies;
    QueryCopies.make(data, copies, nanos);
    say("copied", start);
    long bytes = sizeOf(data);
    System.out.printf(
        "%n%,d spans. %,d bytes of content as said; %,d bytes on disk, %,d a span.%n",
        spans, plainBytes, bytes, bytes / spans);
    try (RunningExporter exporter = ExporterMain.start(ExporterConfig.onFreePorts(data))) {
      load.writeLarge(exporter.store());
      awaitAnalysis(exporter.store());
    }
    say("written the large session", start);
  }

  private static void say(String what, long start) {
    System.err.printf("%s after %,.0f s%n", what, (System.nanoTime() - start) / 1e9);
  }

  /** Until nothing is left to be worked out, for some seconds on end. */
  private static void awaitAnalysis(SpanStore store) throws InterruptedException {
    Instant latest = Instant.now().plus(LONGEST_WAIT);
    int quiet = 0;
    while (quiet < 3 && Instant.now().isBefore(latest)) {
      Thread.sleep(2_000);
      quiet = store.outcomes().pending(1).isEmpty() ? quiet + 1 : 0;
    }
  }

  private static void ask(Path data) throws Exception {
    long start = System.nanoTime();
    try (RunningExporter exporter = ExporterMain.start(ExporterConfig.onFreePorts(data))) {
      System.out.printf(
          "%nReady %,d ms after the start.%n", (System.nanoTime() - start) / 1_000_000);
      QueryLoad load = new QueryLoad();
      Client client = new Client(exporter.webPort());
      Map<String, Long> cold = new LinkedHashMap<>();
      Map<String, long[]> warm = new LinkedHashMap<>();
      Map<String, long[]> loaded = new LinkedHashMap<>();
      for (Question question : questions(load)) {
        cold.put(question.name, client.nanos(question.path));
        System.err.println(
            question.name + ": " + millis(Objects.requireNonNull(cold.get(question.name))) + " ms");
        warm.put(question.name, client.nanos(question.path, WARM_RUNS));
      }
      AtomicBoolean stop = new AtomicBoolean();
      Thread writer = new Thread(() -> write(exporter.store(), stop));
      writer.start();
      Thread.sleep(3_000);
      for (Question question : questions(load)) {
        loaded.put(question.name, client.nanos(question.path, WARM_RUNS));
        System.err.println("while writing, " + question.name);
      }
      stop.set(true);
      writer.join();
      print(load, cold, warm, loaded);
    }
  }

  private static void print(
      QueryLoad load,
      Map<String, Long> cold,
      Map<String, long[]> warm,
      Map<String, long[]> loaded) {
    Table table =
        new Table(
            "Questions",
            "question",
            "aim ms",
            "first time ms",
            "warm median ms",
            "warm worst ms",
            "while 1,000 spans/s come in, median ms",
            "worst ms");
    for (Question question : questions(load)) {
      long[] idle = Objects.requireNonNull(warm.get(question.name));
      long[] busy = Objects.requireNonNull(loaded.get(question.name));
      table.row(
          question.name,
          question.aim,
          millis(Objects.requireNonNull(cold.get(question.name))),
          millis(idle[idle.length / 2]),
          millis(idle[idle.length - 1]),
          millis(busy[busy.length / 2]),
          millis(busy[busy.length - 1]));
    }
    System.out.println(table);
  }

  private record Question(String name, String aim, String path) {}

  private static List<Question> questions(QueryLoad load) {
    long end = QueryLoad.END_NANOS;
    String week = range(QueryLoad.START_NANOS, end + QueryLoad.DAY_NANOS);
    String day = range(end - 2 * QueryLoad.DAY_NANOS, end - QueryLoad.DAY_NANOS);
    return List.of(
        new Question("newest 50 sessions", "50", "/sessions?limit=50"),
        new Question(
            "with three filters",
            "150",
            "/sessions?limit=50&user=user-99&status=recovered&model=model-1"),
        new Question(
            "with a tool, a model and a name",
            "150",
            "/sessions?limit=50&tool=tool-3&model=model-1&name=name-7"),
        new Question("tree of 200 spans", "50", "/sessions/session-99/tree"),
        new Question(
            "first 1,000 of 100,000 spans", "", "/sessions/large/nodes?offset=0&limit=1000"),
        new Question("10,000 more of them", "", "/sessions/large/nodes?offset=1000&limit=10000"),
        new Question("tree of 100,000 spans", "1,500", "/sessions/large/tree"),
        new Question("analysis of 100,000 spans", "1,000", "/sessions/large/analysis"),
        new Question("errors by tool, 7 days", "300", "/aggregates?groupBy=tool&" + week),
        new Question("errors by what they say, 7 days", "", "/aggregates?groupBy=error&" + week),
        new Question("one name's path tree", "500", "/decision-tree?name=name-7&" + week),
        new Question(
            "numbers by path of one name", "", "/aggregates?groupBy=path&name=name-7&" + week),
        new Question("a rare word, one day", "1,000", "/search?q=" + load.rareWord() + "&" + day),
        new Question(
            "a frequent word, one day", "1,000", "/search?q=" + load.frequentWord() + "&" + day),
        new Question("no such word, one day", "1,000", "/search?q=qqqqqqqq&" + day));
  }

  private static String range(long from, long to) {
    return "from="
        + Instant.ofEpochSecond(from / 1_000_000_000)
        + "&to="
        + Instant.ofEpochSecond(to / 1_000_000_000);
  }

  /** About a thousand spans a second: 25 sessions of 41. */
  private static void write(SpanStore store, AtomicBoolean stop) {
    QueryLoad fresh = new QueryLoad();
    for (int i = 0; !stop.get(); i++) {
      long start = System.nanoTime();
      store.writer().write(fresh.live(QueryLoad.END_NANOS + i * 1_000_000L));
      long left = 40_000_000 - (System.nanoTime() - start);
      if (left > 0) {
        try {
          Thread.sleep(left / 1_000_000);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  private static final class Client {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    Client(int port) {
      base = "http://127.0.0.1:" + port + "/api/v1";
    }

    long nanos(String path) throws IOException, InterruptedException {
      long start = System.nanoTime();
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(URI.create(base + path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(
            path + ": " + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
      }
      return System.nanoTime() - start;
    }

    long[] nanos(String path, int runs) throws IOException, InterruptedException {
      List<Long> all = new ArrayList<>();
      long latest = System.nanoTime() + LONGEST_RUNS.toNanos();
      for (int i = 0; i < runs && (i == 0 || System.nanoTime() < latest); i++) {
        all.add(nanos(path));
      }
      long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return sorted;
    }
  }

  private static String millis(long nanos) {
    return String.format("%,.0f", nanos / 1e6);
  }

  private static long sizeOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
