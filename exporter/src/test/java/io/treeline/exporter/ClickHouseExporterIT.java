package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.START;
import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.bytes;
import static io.treeline.exporter.OtlpRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.clickhouse.ClickHouseServer;
import io.treeline.exporter.store.clickhouse.RefusingClickHouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exporters with {@code store=clickhouse}, on the real engine, which goes and comes back. */
class ClickHouseExporterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AGENT = "00f067aa0ba90301";
  private static final String CALL = "00f067aa0ba90302";
  private static final String TOOL = "00f067aa0ba90303";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ClickHouseServer server;
  private static Path serverData;

  @TempDir Path data;
  private final List<RunningExporter> running = new ArrayList<>();
  private final String database = "treeline_" + TestSpans.random("d").toLowerCase(Locale.ROOT);
  private final String session = TestSpans.random("session");

  @BeforeAll
  static void startServer() {
    serverData = ClickHouseServer.temporaryData();
    server = ClickHouseServer.start(0, serverData);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stop() {
    running.forEach(RunningExporter::close);
  }

  @Test
  void session_sentOverHttp_isAnsweredByRest() throws Exception {
    RunningExporter exporter = start("a");
    send(exporter, session, "a1".repeat(16));

    JsonNode listed = json(exporter, "/api/v1/sessions?consistency=read-your-writes");
    assertThat(listed.at("/sessions")).hasSize(1);
    assertThat(listed.at("/sessions/0/sessionId").asText()).isEqualTo(session);
    assertThat(listed.at("/sessions/0/spans").asInt(-1)).isEqualTo(3);
    JsonNode tree = json(exporter, "/api/v1/sessions/" + session + "/tree?by=span");
    assertThat(tree.toString()).contains(AGENT, CALL, TOOL);
    assertThat(json(exporter, "/api/v1/search?q=zebra").at("/hits")).hasSize(1);
    JsonNode tools = json(exporter, "/api/v1/aggregates?groupBy=tool");
    assertThat(tools.toString()).contains("lookup");
    assertThat(json(exporter, "/api/v1/decision-tree?name=support").isObject()).isTrue();
    HttpResponse<String> metrics = get(exporter, "/metrics");
    assertThat(metrics.body())
        .contains("treeline_store_usable{project=\"default\"} 1", "treeline_spans_stored_total 3");
    assertThat(get(exporter, "/ready").statusCode()).isEqualTo(200);
    HttpResponse<String> backup = get(exporter, "/api/v1/backup");
    assertThat(backup.statusCode()).isEqualTo(400);
    assertThat(backup.body()).contains("BACKUP DATABASE `" + database + "`");
    assertThat(delete(exporter, "/api/v1/sessions/" + session)).isEqualTo(200);
    assertThat(json(exporter, "/api/v1/sessions").at("/sessions")).isEmpty();
  }

  @Test
  void engineGoes_whatIsSentMeanwhile_isAcknowledgedAndThereOnceAfterwards() throws Exception {
    RunningExporter exporter = start("a");
    send(exporter, session, "b0".repeat(16));
    await().atMost(PATIENCE).until(() -> spansOf(exporter) == 3);

    server.kill();
    for (int i = 1; i <= 5; i++) {
      send(exporter, session, ("b" + i).repeat(16));
    }
    HttpResponse<String> ready = get(exporter, "/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("store");
    assertThat(get(exporter, "/health").statusCode()).isEqualTo(200);
    HttpResponse<String> asked = get(exporter, "/api/v1/sessions");
    assertThat(asked.statusCode()).isEqualTo(503);
    assertThat(asked.body()).contains("ClickHouse at http://127.0.0.1:" + server.port());

    server = ClickHouseServer.start(server.port(), serverData);
    await().atMost(PATIENCE).until(() -> get(exporter, "/ready").statusCode() == 200);
    await().atMost(PATIENCE).until(() -> spansOf(exporter) == 18);
    assertThat(exporter.telemetry().spansStored()).isEqualTo(18);
  }

  @Test
  void engineIsAwayAtTheStart_exporterJournalsAndLoadsLater() throws Exception {
    int port = server.port();
    server.kill();
    RunningExporter exporter = start("a");
    assertThat(get(exporter, "/ready").statusCode()).isEqualTo(503);
    send(exporter, session, "c1".repeat(16));
    // It is in the journal: another start, still without the engine, does not lose it.
    exporter.close();
    running.clear();
    RunningExporter again = start("a");
    send(again, session, "c2".repeat(16));

    server = ClickHouseServer.start(port, serverData);
    await().atMost(PATIENCE).until(() -> get(again, "/ready").statusCode() == 200);
    await().atMost(PATIENCE).until(() -> spansOf(again) == 6);
  }

  @Test
  void passwordIsChangedAtWork_journalKeepsAndReadySaysWhy() throws Exception {
    try (RefusingClickHouse front = new RefusingClickHouse(server.port())) {
      RunningExporter exporter = start("a", front.port());
      send(exporter, session, "e0".repeat(16));
      await().atMost(PATIENCE).until(() -> spansOf(exporter) == 3);

      front.refuse(
          new RefusingClickHouse.Refusal(
              403,
              516,
              "Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or"
                  + " there is no user with such name. (AUTHENTICATION_FAILED) (version 26.3.1.1"
                  + " (official build))"));
      send(exporter, session, "e1".repeat(16));
      HttpResponse<String> ready = get(exporter, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo(
              "not usable now: store: ClickHouse at http://127.0.0.1:%d/%s does not let user default in: there is none of that name, or its password is not the one given (none). Set store-clickhouse-user, and store-clickhouse-password-file or store-clickhouse-password, to what the server has\n"
                  .formatted(front.port(), database));
      assertThat(get(exporter, "/api/v1/status").body()).contains("does not let user default in");
      assertThatThrownBy(() -> start("b", front.port()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("does not let user default in");

      front.allow();
      await().atMost(PATIENCE).until(() -> get(exporter, "/ready").statusCode() == 200);
      await().atMost(PATIENCE).until(() -> spansOf(exporter) == 6);
    }
  }

  @Test
  void twoExporters_onOneDatabase_answerEachOthersSessions() throws Exception {
    RunningExporter first = start("a");
    RunningExporter second = start("b");
    String shared = TestSpans.random("shared");
    send(first, session, "d1".repeat(16));
    send(second, session + "-2", "d2".repeat(16));
    send(first, shared, "d3".repeat(16));
    send(second, shared, "d4".repeat(16));
    // A sender that got no answer tries another exporter: the same spans at both.
    send(second, session, "d1".repeat(16));

    Map<String, Integer> expected = new TreeMap<>();
    expected.put(session, 3);
    expected.put(session + "-2", 3);
    expected.put(shared, 6);
    for (RunningExporter exporter : List.of(first, second)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(sessions(exporter)).isEqualTo(expected));
    }
    assertThat(delete(first, "/api/v1/sessions/" + shared)).isEqualTo(200);
    expected.remove(shared);
    assertThat(sessions(second)).isEqualTo(expected);
  }

  private RunningExporter start(String directory) {
    return start(directory, server.port());
  }

  private RunningExporter start(String directory, int port) {
    RunningExporter exporter =
        ExporterMain.start(
            ExporterConfig.read(
                null,
                Map.of(),
                Map.of(
                    "store", "clickhouse",
                    "store-clickhouse-url", "http://127.0.0.1:" + port,
                    "store-clickhouse-database", database,
                    "data-dir", data.resolve(directory).toString(),
                    "grpc-port", "0",
                    "http-port", "0",
                    "web-port", "0")));
    running.add(exporter);
    return exporter;
  }

  private static void send(RunningExporter exporter, String session, String trace)
      throws Exception {
    Span.Builder agent =
        span(AGENT, trace, session)
            .setName("support")
            .addAttributes(attribute("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(attribute("gen_ai.agent.name", "support"));
    Span.Builder call =
        span(CALL, trace, session)
            .setParentSpanId(bytes(AGENT))
            .addAttributes(attribute("gen_ai.operation.name", "chat"))
            .addAttributes(attribute("gen_ai.request.model", "gpt-4o"))
            .addAttributes(
                attribute(
                    "gen_ai.input.messages",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"a"
                        + " zebra\"}]}]"));
    Span.Builder tool =
        span(TOOL, trace, session)
            .setParentSpanId(bytes(AGENT))
            .addAttributes(attribute("gen_ai.operation.name", "execute_tool"))
            .addAttributes(attribute("gen_ai.tool.name", "lookup"));
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
                .header("content-type", "application/x-protobuf")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        request(agent, call, tool).toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Span.Builder span(String id, String trace, String session) {
    return OtlpRequests.span(id)
        .setTraceId(bytes(trace))
        .setStartTimeUnixNano(START)
        .addAttributes(attribute("session.id", session));
  }

  private int spansOf(RunningExporter exporter) throws Exception {
    return sessions(exporter).getOrDefault(session, 0);
  }

  /** Spans of each session, by id. */
  private static Map<String, Integer> sessions(RunningExporter exporter) throws Exception {
    Map<String, Integer> spans = new TreeMap<>();
    json(exporter, "/api/v1/sessions")
        .at("/sessions")
        .forEach(one -> spans.put(one.at("/sessionId").asText(), one.at("/spans").asInt(-1)));
    return spans;
  }

  private static JsonNode json(RunningExporter exporter, String path) throws Exception {
    HttpResponse<String> answer = get(exporter, path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> get(RunningExporter exporter, String path) throws Exception {
    return CLIENT.send(to(exporter, path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int delete(RunningExporter exporter, String path) throws Exception {
    return CLIENT
        .send(to(exporter, path).DELETE().build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static HttpRequest.Builder to(RunningExporter exporter, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.webPort() + path))
        .timeout(PATIENCE);
  }
}
