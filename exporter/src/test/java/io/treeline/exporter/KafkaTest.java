package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.kafka.Broker;
import io.treeline.exporter.kafka.KafkaReceiver;
import io.treeline.exporter.kafka.KafkaSettings;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Receives from a real broker what the Collector's Kafka exporter writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTest {

  private Broker broker;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = new Broker(directory);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void exporter_recordsInBothEncodings_areStoredAndCommitted(@TempDir Path data) throws Exception {
    broker.create("spans-1");
    broker.create("logs-1");
    broker.send(
        "spans-1",
        request(span("00f067aa0ba902b1").addAttributes(attribute("session.id", "from-kafka")))
            .toByteArray());
    broker.send(
        "spans-1",
        ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\","
                + "\"spanId\":\"00f067aa0ba902b2\",\"name\":\"json\","
                + "\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\"}]}]}]}")
            .formatted(OtlpRequests.TRACE_ID, OtlpRequests.START, OtlpRequests.START + 5)
            .getBytes(StandardCharsets.UTF_8));
    broker.send(
        "logs-1",
        ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"%s\","
                + "\"spanId\":\"00f067aa0ba902b1\",\"timeUnixNano\":\"%d\","
                + "\"body\":{\"stringValue\":\"said\"}}]}]}]}")
            .formatted(OtlpRequests.TRACE_ID, OtlpRequests.START)
            .getBytes(StandardCharsets.UTF_8));

    try (RunningExporter exporter = ExporterMain.start(config(data, "1"))) {
      SpanKey first = new SpanKey(OtlpRequests.TRACE_ID, "00f067aa0ba902b1");
      SpanKey second = new SpanKey(OtlpRequests.TRACE_ID, "00f067aa0ba902b2");
      await().until(() -> broker.committed("group-1") == 3);

      assertThat(exporter.store().reader().span(first)).isPresent();
      assertThat(exporter.store().reader().span(second)).isPresent();
      assertThat(exporter.telemetry().logsStored()).isEqualTo(1);
      assertThat(exporter.telemetry().requests()).isEqualTo(Map.of("kafka", 3L));
    }
  }

  @Test
  void exporter_brokenRecords_areSetAsideAndTheNextAreKept(@TempDir Path data) throws Exception {
    broker.create("spans-2");
    broker.create("logs-2");
    byte[] broken = "no request".getBytes(StandardCharsets.UTF_8);
    broker.send("spans-2", broken);
    broker.send("spans-2", request(span("00f067aa0ba902b3")).toByteArray());

    try (RunningExporter exporter = ExporterMain.start(config(data, "2"))) {
      await().until(() -> broker.committed("group-2") == 2);

      assertThat(
              exporter
                  .store()
                  .reader()
                  .span(new SpanKey(OtlpRequests.TRACE_ID, "00f067aa0ba902b3")))
          .isPresent();
      try (Stream<Path> files = Files.list(data.resolve("kafka-set-aside"))) {
        List<Path> aside = files.toList();
        assertThat(aside).hasSize(1);
        assertThat(Files.readAllBytes(aside.get(0))).isEqualTo(broken);
      }
      assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("malformed_request", 1L));
    }
  }

  @Test
  void receiver_sinkFails_commitsNothingUntilItTakesAll(@TempDir Path data) throws Exception {
    broker.create("spans-3");
    broker.create("logs-3");
    List<byte[]> taken = new CopyOnWriteArrayList<>();
    List<ProjectId> projects = new CopyOnWriteArrayList<>();
    AtomicBoolean works = new AtomicBoolean();
    AtomicBoolean refused = new AtomicBoolean();
    KafkaSettings settings =
        new KafkaSettings(
            broker.address(), "spans-3", "logs-3", "group-3", "shop", null, data, 1 << 20);
    broker.send("spans-3", new byte[] {1});
    broker.send("spans-3", new byte[] {2});
    try (KafkaReceiver receiver =
        KafkaReceiver.start(
            settings,
            (project, body, format) -> {
              if (body[0] == 2 && !works.get()) {
                refused.set(true);
                throw new SinkUnavailableException("the disk is full", new RuntimeException());
              }
              taken.add(body);
              projects.add(project);
              return new ExportOutcome(1, 0, "");
            },
            (project, body, format) -> new ExportOutcome(1, 0, ""),
            new ExporterTelemetry())) {
      await().until(refused::get);
      assertThat(broker.committed("group-3")).isLessThan(2);

      works.set(true);

      await().until(() -> broker.committed("group-3") == 2);
      assertThat(taken).extracting(body -> body[0]).containsExactlyInAnyOrder((byte) 1, (byte) 2);
      assertThat(projects).containsOnly(new ProjectId("shop"));
      assertThat(receiver.status().setAside()).isZero();
      assertThat(receiver.status().records()).isEqualTo(2);
    }
  }

  private ExporterConfig config(Path data, String number) {
    return ExporterConfig.read(
        null,
        Map.of(),
        Map.of(
            "grpc-port",
            "0",
            "http-port",
            "0",
            "web-port",
            "0",
            "acknowledge",
            "stored",
            "data-dir",
            data.toString(),
            "kafka-servers",
            broker.address(),
            "kafka-group",
            "group-" + number,
            "kafka-traces-topic",
            "spans-" + number,
            "kafka-logs-topic",
            "logs-" + number));
  }
}
