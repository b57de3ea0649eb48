package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SpanStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it loads; what it said was stored is there afterwards, once. */
class SurvivesKillIT {

  // How many acknowledgements to see before the kill: soon after the start, and later.
  private static final List<Integer> ACKNOWLEDGED_BEFORE_KILL = List.of(1, 40, 15, 90, 5);

  @TempDir Path directory;

  @Test
  void kill_duringLoad_losesNothingAcknowledged() throws Exception {
    Map<Integer, List<Integer>> acknowledged = new LinkedHashMap<>();

    for (int round = 0; round < ACKNOWLEDGED_BEFORE_KILL.size(); round++) {
      acknowledged.put(round, loadAndKill(round, ACKNOWLEDGED_BEFORE_KILL.get(round)));
      try (SpanStore store = DuckDbSpanStore.open(directory)) {
        acknowledged.forEach(
            (earlier, numbers) ->
                numbers.forEach(number -> assertStoredExactly(store, earlier, number)));
      }
    }
  }

  private List<Integer> loadAndKill(int round, int atLeast) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx512m",
                LoadingProcess.class.getName(),
                directory.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> numbers = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = out.readLine()) != null) {
        numbers.add(Integer.valueOf(line));
        if (numbers.size() == atLeast) {
          // SIGKILL; what it still printed before it died is read on.
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      // The pipe of a killed process may break instead of ending.
      assertThat(numbers).hasSizeGreaterThanOrEqualTo(atLeast);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.onExit().join().exitValue()).as("killed, not failed").isEqualTo(128 + 9);
    assertThat(numbers).hasSizeGreaterThanOrEqualTo(atLeast);
    return numbers;
  }

  private static void assertStoredExactly(SpanStore store, int round, int number) {
    String session = LoadingProcess.session(round, number);
    LogRecord log = LoadingProcess.log(round, number);
    assertThat(store.reader().spansOf(session, true))
        .isEqualTo(
            LoadingProcess.batch(round, number).stream()
                .map(span -> span.key().equals(log.key()) ? withLogged(span, log) : span)
                .toList());
    assertThat(store.reader().logsOf(session)).containsExactly(log);
    assertThat(store.scores().scoresOf(session, true))
        .containsExactly(LoadingProcess.score(round, number));
    SessionRow row = store.reader().session(session).orElseThrow();
    assertThat(row.spans()).isEqualTo(LoadingProcess.SPANS_IN_A_BATCH);
    assertThat(row.outputTokens()).isEqualTo(LoadingProcess.SPANS_IN_A_BATCH);
  }

  private static Span withLogged(Span span, LogRecord log) {
    Content own = span.content();
    return span.withContent(
        new Content(
            own.inputMessages(),
            own.outputMessages(),
            log.content().systemInstructions(),
            null,
            null,
            null,
            null,
            null));
  }
}
