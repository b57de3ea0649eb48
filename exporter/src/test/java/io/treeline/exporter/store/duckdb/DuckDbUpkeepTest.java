package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.Upkeep;
import io.treeline.exporter.store.UpkeepContract;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upkeep does to files; what it does to answers is in the contract. */
class DuckDbUpkeepTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final int SPANS_OF_SESSION = 5;

  @TempDir Path directory;

  private DuckDbSpanStore open(Duration betweenRefreshes) {
    return DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, betweenRefreshes);
  }

  @Nested
  class Stale extends UpkeepContract {
    @Override
    protected SpanStore newStore() {
      return open(Duration.ZERO);
    }

    @Override
    protected void settle() {
      await().pollInterval(Duration.ofMillis(5)).until(((DuckDbSpanStore) store)::isRefreshed);
    }
  }

  @Test
  void deleteSession_whatOnlyItSaid_isNotInTheDatabase() throws Exception {
    try (DuckDbSpanStore store = open(NEVER)) {
      store
          .writer()
          .write(
              session("one", 0, "words that both sessions share", "words of one that are secret"));
      store
          .writer()
          .write(session("other", 1, "words that both sessions share", "words of the other one"));

      store.upkeep().orElseThrow().deleteSession("one");
    }

    assertThat(texts())
        .contains("\"words that both sessions share\"", "\"words of the other one\"");
    assertThat(texts()).doesNotContain("\"words of one that are secret\"");
  }

  @Test
  void retain_bySize_deletesTheOldestUntilTheRestFits() {
    try (DuckDbSpanStore store = open(Duration.ZERO)) {
      Random random = new Random(3);
      for (int i = 0; i < 100; ) {
        List<Span> batch = new ArrayList<>();
        for (int end = i + 25; i < end; i++) {
          batch.addAll(session("session-" + i, i, noise(random), noise(random)));
        }
        store.writer().write(batch);
      }
      await().atMost(Duration.ofSeconds(60)).until(store::isRefreshed);
      Upkeep upkeep = store.upkeep().orElseThrow();
      store.compactNow();
      long limit = upkeep.size().used() * 6 / 10;
      Upkeep.Limits limits = new Upkeep.Limits(null, null, limit);

      int steps = 0;
      while (!upkeep.retain(limits, TestSpans.START_EPOCH_NANOS).done()) {
        assertThat(steps++).isLessThan(100);
      }

      assertThat(store.reader().session("session-0")).isEmpty();
      assertThat(store.reader().session("session-99")).isPresent();
      assertThat(upkeep.size().file()).isLessThanOrEqualTo(limit);
      assertThat(store.reader().spansOf("session-99", true)).hasSize(SPANS_OF_SESSION);
      store.writer().write(session("later", 500, "words", "other words"));
      assertThat(store.reader().spansOf("later", true)).hasSize(SPANS_OF_SESSION);
    }
    try (DuckDbSpanStore store = open(NEVER)) {
      assertThat(store.reader().spansOf("later", true)).hasSize(SPANS_OF_SESSION);
    }
  }

  @Test
  void backup_whileWriting_holdsWholeWritesUpToOneMoment() throws Exception {
    Path backup = directory.resolve("backup");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    ExecutorService writers = Executors.newSingleThreadExecutor();
    int before;
    try (DuckDbSpanStore store = open(Duration.ZERO)) {
      Future<?> writing =
          writers.submit(
              () -> {
                for (int i = 0; !stop.get(); i++) {
                  store.writer().write(session("session-" + i, i, "question " + i, "words"));
                  written.set(i + 1);
                }
              });
      await().until(() -> written.get() >= 20);
      before = written.get();

      backUp(store, backup);

      stop.set(true);
      writing.get();
    } finally {
      writers.shutdown();
    }

    assertThat(Files.list(directory.resolve("treeline.duckdb.copies"))).isEmpty();
    try (DuckDbSpanStore copy = DuckDbSpanStore.open(backup)) {
      int sessions = 0;
      while (copy.reader().session("session-" + sessions).isPresent()) {
        assertThat(copy.reader().spansOf("session-" + sessions, true))
            .hasSize(SPANS_OF_SESSION)
            .allSatisfy(span -> assertThat(span.content().inputMessages()).contains("question"));
        sessions++;
      }
      assertThat(sessions).isBetween(before, written.get());
    }
  }

  private List<String> texts() throws Exception {
    List<String> texts = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT text FROM contents")) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }

  private static void backUp(SpanStore store, Path directory) throws Exception {
    Files.createDirectories(directory);
    try (OutputStream out = Files.newOutputStream(directory.resolve(DatabaseFile.NAME))) {
      store.upkeep().orElseThrow().backup(out);
    }
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    random.ints(32_000, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return text.toString();
  }

  private static List<Span> session(String id, int minute, String... messages) {
    long start = Duration.ofMinutes(minute).toMillis();
    String trace = TestSpans.randomTraceId();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < SPANS_OF_SESSION; i++) {
      spans.add(
          TestSpans.llm("m")
              .trace(trace)
              .session(id)
              .at(start + i, start + i + 1)
              .messages("[\"" + String.join("\",\"", messages) + "\"]", "[]")
              .build());
    }
    return spans;
  }
}
