package io.treeline.exporter.helicone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionStatus;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Helicone's own npm package, every method of its logger, against a whole exporter. The package is
 * installed beside the classes, by the lock file among the test's resources.
 */
class HeliconeClientTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path RESOURCES = Path.of("src", "test", "resources", "helicone");
  private static final Path PACKAGES = Path.of("target", "helicone-client");
  private static final int CALLS = 14;

  @TempDir static Path data;
  private static RunningExporter exporter;
  private static final Map<Integer, Span> SPANS = new HashMap<>();

  @BeforeAll
  static void runTheClient() throws Exception {
    boolean required = "true".equals(System.getenv("CI"));
    boolean present = isPresent("node") && isPresent("npm");
    assumeTrue(
        present || required, "skipped: node and npm are not installed, and CI is not \"true\"");
    assertThat(present).as("node and npm, which .ci/run installs").isTrue();
    install();
    exporter = ExporterMain.start(ExporterConfig.onFreePorts(data));
    String endpoint = "http://127.0.0.1:%d/custom/v1/log".formatted(exporter.httpPort());
    assertThat(run(PACKAGES, "node", "client.mjs", endpoint)).endsWith("all sent");
    for (int i = 1; i < CALLS; i++) {
      String id = "7d4bc7f0-8c4e-4b6e-9d2a-%012d".formatted(i);
      SPANS.put(i, exporter.store().reader().span(RequestId.span(id)).orElseThrow());
    }
  }

  @AfterAll
  static void stop() {
    if (exporter != null) {
      exporter.close();
    }
  }

  @Test
  void session_hasEveryCallOnce() {
    SessionRow session = exporter.store().reader().session("js-session").orElseThrow();

    assertThat(session.name()).isEqualTo("Trip Planner");
    assertThat(session.spans()).isEqualTo(13);
    assertThat(session.llmCalls()).isEqualTo(9);
    assertThat(session.toolCalls()).isEqualTo(2);
    assertThat(session.errors()).isEqualTo(2);
    assertThat(session.status()).isIn(SessionStatus.RECOVERED, SessionStatus.ERROR);
    assertThat(session.users()).containsExactly("u-1");
    assertThat(session.properties())
        .isEqualTo(new TreeMap<>(Map.of("step", List.of("last"), "tier", List.of("gold"))));
    // The cancelled call says nothing of tokens: what was sent is counted.
    assertThat(session.inputTokens()).isEqualTo(1200 + 4 * 11 + 130 + 5 + 10);
    assertThat(session.outputTokens()).isEqualTo(300 + 4 * 3 + 4 + 1);
  }

  @Test
  void logRequest_ofAModel_isAPricedModelCall() throws Exception {
    Span span = SPANS.get(1);

    assertThat(span.name()).isEqualTo("chat gpt-4o-mini");
    assertThat(span.dialect()).isEqualTo("helicone");
    assertThat(span.session().path()).isEqualTo("/trip");
    assertThat(span.operation().kind()).isEqualTo(OperationKind.LLM);
    assertThat(span.operation().provider()).isEqualTo("openai");
    assertThat(span.operation().responseModel()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(span.operation().finishReasons()).containsExactly("stop");
    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(1200L, 300L, 800L, null, null));
    // 400 uncached at 0.15, 800 cached at 0.075, 300 out at 0.60 dollars a million.
    assertThat(span.operation().costUsd()).isEqualByComparingTo(new BigDecimal("0.0003"));
    assertThat(json(span.content().inputMessages()))
        .isEqualTo(
            json(
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Where to?\"}]}]"));
    assertThat(json(span.content().outputMessages()))
        .isEqualTo(
            json(
                """
                [{"role": "assistant", "parts": [{"type": "text", "content": "Rome"}],
                  "finish_reason": "stop"}]
                """));
  }

  @Test
  void logRequest_ofATool_isAToolCallWithItsOutcome() throws Exception {
    Span failed = SPANS.get(2);
    Span replaced = SPANS.get(3);

    assertThat(failed.name()).isEqualTo("execute_tool book_hotel");
    assertThat(failed.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(failed.operation().toolName()).isEqualTo("book_hotel");
    assertThat(failed.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(failed.statusMessage()).isEqualTo("no rooms");
    assertThat(json(failed.content().toolArguments()))
        .isEqualTo(json("{\"city\": \"Rome\", \"nights\": 2}"));
    assertThat(json(failed.content().toolResult()))
        .isEqualTo(json("{\"status\": \"error\", \"message\": \"no rooms\", \"result\": null}"));
    assertThat(replaced.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(json(replaced.content().toolArguments()))
        .isEqualTo(json("{\"city\": \"Rome\", \"nights\": 3}"));
    assertThat(json(replaced.content().toolResult()))
        .isEqualTo(json("{\"status\": \"success\", \"result\": {\"room\": 14}}"));
  }

  @Test
  void logRequest_ofVectorDbAndData_areWhatTheyStandFor() throws Exception {
    Span search = SPANS.get(4);
    Span profile = SPANS.get(5);

    assertThat(search.name()).isEqualTo("retrieval guides");
    assertThat(search.operation().kind()).isEqualTo(OperationKind.RETRIEVER);
    assertThat(search.attributes().get("treeline.retrieval.document_count").asInt()).isEqualTo(1);
    assertThat(json(search.content().input()).get("text").asText()).isEqualTo("sights");
    assertThat(profile.name()).isEqualTo("data load_profile");
    assertThat(profile.operation().kind()).isEqualTo(OperationKind.OTHER);
    assertThat(profile.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(json(profile.content().output()).at("/data/likes/0").asText()).isEqualTo("art");
  }

  @Test
  void streams_howeverLogged_areOneAnswerWithItsUsage() throws Exception {
    for (int call : new int[] {6, 7, 10, 11}) {
      Span span = SPANS.get(call);
      assertThat(json(span.content().outputMessages()))
          .as("call %d", call)
          .isEqualTo(
              json(
                  """
                  [{"role": "assistant", "parts": [{"type": "text", "content": "To Rome"}],
                    "finish_reason": "stop"}]
                  """));
      assertThat(span.operation().usage())
          .as("call %d", call)
          .isEqualTo(new TokenUsage(11L, 3L, null, null, null));
      assertThat(span.operation().timeToFirstChunkNanos()).as("call %d", call).isNotNull();
    }
  }

  @Test
  void logSingleRequest_ofAnthropic_countsTheCacheAsInput() {
    Span span = SPANS.get(8);

    assertThat(span.operation().provider()).isEqualTo("anthropic");
    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(130L, 4L, 100L, 20L, null));
    assertThat(span.operation().finishReasons()).containsExactly("end_turn");
    assertThat(span.durationNanos()).isEqualTo(1_234_000_000L);
  }

  @Test
  void logBuilder_inEachOfItsEnds() {
    Span set = SPANS.get(9);
    Span failed = SPANS.get(12);
    Span cancelled = SPANS.get(13);

    assertThat(set.operation().usage()).isEqualTo(new TokenUsage(5L, 1L, null, null, null));
    assertThat(set.session().properties()).containsExactly(Map.entry("step", "last"));
    assertThat(failed.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(failed.errorType()).isEqualTo("TypeError");
    assertThat(failed.content().outputMessages()).isNull();
    assertThat(failed.content().output()).contains("client.mjs");
    assertThat(failed.statusMessage()).isEqualTo("model is not defined");
    assertThat(failed.attributes().get("http.response.status_code").asInt()).isEqualTo(500);
    assertThat(cancelled.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(cancelled.attributes().get("treeline.stream.end").asText()).isEqualTo("cancelled");
    assertThat(cancelled.operation().usage())
        .isEqualTo(new TokenUsage(10L, null, null, null, null));
    assertThat(cancelled.operation().usageSource()).isEqualTo("estimated:o200k_base");
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** What is installed already, by the same lock file, is left as it is. */
  private static void install() throws Exception {
    Files.createDirectories(PACKAGES);
    Path lock = Path.of("package-lock.json");
    boolean done =
        Files.exists(PACKAGES.resolve("node_modules"))
            && Files.exists(PACKAGES.resolve(lock))
            && Files.mismatch(RESOURCES.resolve(lock), PACKAGES.resolve(lock)) == -1;
    for (String file : List.of("client.mjs", "package.json", "package-lock.json")) {
      Files.copy(
          RESOURCES.resolve(file), PACKAGES.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!done) {
      run(
          PACKAGES,
          "npm",
          "ci",
          "--legacy-peer-deps",
          "--ignore-scripts",
          "--no-audit",
          "--no-fund");
    }
  }

  private static boolean isPresent(String program) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  private static String run(Path directory, String... command) throws Exception {
    Path output = Files.createTempFile(data, "output", ".txt");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(output).strip();
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", String.join(" ", command), text)
        .isTrue();
    return text;
  }
}
