package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.access.Scope;
import io.treeline.exporter.telemetry.RejectReason;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Numbers, liveness and readiness of a whole exporter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {

  private static final Pattern LINE =
      Pattern.compile(
          "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})?"
              + " [-+.0-9E]+");
  private static final Pattern DECLARED = Pattern.compile("(?m)^# TYPE ([a-z_]+) ");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `([a-z_]+)(?:\\{[a-z, ]+})?`");

  private KeyedExporter exporter;
  private String metrics;
  private String read;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    String ingest = KeyedExporter.key(data, "shop", Scope.INGEST);
    metrics = KeyedExporter.key(data, "default", Scope.METRICS);
    read = KeyedExporter.key(data, "shop", Scope.READ);
    exporter = new KeyedExporter(data);
    exporter.export(
        request(span("00f067aa0ba902b7").addAttributes(attribute("session.id", "a"))).toByteArray(),
        "x-api-key",
        ingest);
    exporter.export(request(span("00f067aa0ba902b7")).toByteArray());
    exporter.get("/api/v1/sessions/a", "x-api-key", read);
  }

  @AfterAll
  void stop() {
    exporter.close();
  }

  @Test
  void metrics_everyLine_isPrometheusText() throws Exception {
    HttpResponse<byte[]> response = exporter.get("/metrics", "authorization", "Bearer " + metrics);

    assertThat(response.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(new String(response.body(), UTF_8).split("\n"))
        .isNotEmpty()
        .allMatch(line -> LINE.matcher(line).matches());
  }

  @Test
  void metrics_afterOneSpanAndOneRefusal_countThem() throws Exception {
    String text = text();

    assertThat(text)
        .contains("\ntreeline_spans_received_total 1\n")
        .contains("\ntreeline_spans_stored_total 1\n")
        .contains("\ntreeline_export_requests_total{protocol=\"http_protobuf\"} 1\n")
        .contains("\ntreeline_rejected_total{reason=\"unauthorized\"} 1\n")
        .contains("\ntreeline_journal_usable 1\n")
        .contains("\ntreeline_journal_entries_total 1\n")
        .contains("\ntreeline_store_usable{project=\"shop\"} 1\n")
        .contains(
            "\ntreeline_http_duration_seconds_count{operation=\"/api/v1/sessions/:id\","
                + "status=\"200\"} 1\n")
        .containsPattern("\ntreeline_store_bytes\\{project=\"shop\"} [1-9]")
        .containsPattern("\ntreeline_data_directory_free_bytes [1-9]");
  }

  @Test
  void metrics_areThoseOfTheDocument() throws Exception {
    TreeSet<String> declared = new TreeSet<>();
    Matcher types = DECLARED.matcher(text());
    while (types.find()) {
      declared.add(types.group(1));
    }
    TreeSet<String> documented = new TreeSet<>();
    String section = document().replaceFirst("(?s).*\n## Metrics\n", "").split("\n### ")[0];
    Matcher rows = DOCUMENTED.matcher(section);
    while (rows.find()) {
      documented.add(rows.group(1));
    }

    assertThat(documented).isEqualTo(declared);
  }

  @Test
  void reasons_areAllDocumented() throws Exception {
    for (RejectReason reason : RejectReason.values()) {
      assertThat(document()).contains("`" + reason.name().toLowerCase(Locale.ROOT) + "`");
    }
  }

  @Test
  void metrics_keyToRead_isForbidden() throws Exception {
    assertThat(exporter.get("/metrics", "x-api-key", read).statusCode()).isEqualTo(403);
    assertThat(exporter.get("/metrics").statusCode()).isEqualTo(401);
  }

  @Test
  void healthAndReady_withoutKey_areAnswered() throws Exception {
    assertThat(new String(exporter.get("/health").body(), UTF_8)).isEqualTo("ok\n");
    assertThat(new String(exporter.get("/ready").body(), UTF_8)).isEqualTo("ready\n");
  }

  @Test
  void ready_storeIsClosed_isUnavailableAndSaysWhich(@TempDir Path data) throws Exception {
    try (KeyedExporter broken = new KeyedExporter(data)) {
      broken.exporter.store().close();

      HttpResponse<byte[]> response = broken.get("/ready");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(new String(response.body(), UTF_8))
          .isEqualTo("not usable now: store; the log says why\n");
      assertThat(broken.get("/health").statusCode()).isEqualTo(200);
    }
  }

  private static String document() throws Exception {
    return Files.readString(Path.of("..", "docs", "operations.md"));
  }

  private String text() throws Exception {
    return new String(exporter.get("/metrics", "x-api-key", metrics).body(), UTF_8);
  }
}
