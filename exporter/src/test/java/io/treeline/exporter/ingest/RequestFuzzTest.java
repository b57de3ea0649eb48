package io.treeline.exporter.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.fuzz.Fuzz;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decoding and normalizing of whatever somebody sends. */
class RequestFuzzTest {

  private static final Set<Class<? extends Exception>> REFUSALS =
      Set.of(MalformedPayloadException.class);
  private static final Instant RECEIVED = Instant.parse("2026-03-02T00:00:00Z");

  private final ExporterTelemetry telemetry = new ExporterTelemetry();
  private final SpanRequests spans = new SpanRequests(NormalizerLimits.DEFAULT, telemetry);
  private final LogRequests logs = new LogRequests(NormalizerLimits.DEFAULT, telemetry);

  @Test
  void spansInProtobuf_mutated_areReadOrRefused() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] json : corpus()) {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      // Ids come out wrong, as JSON has them in hexadecimal; they are mutated anyway.
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), request);
      seeds.add(request.build().toByteArray());
    }

    assertThat(
            Fuzz.run(
                "spans-protobuf",
                seeds,
                REFUSALS,
                input -> spans.read(input, OtlpFormat.PROTOBUF, RECEIVED)))
        .isGreaterThan(seeds.size());
  }

  @Test
  void spansInJson_mutated_areReadOrRefused() throws IOException {
    List<byte[]> seeds = corpus();

    assertThat(
            Fuzz.run(
                "spans-json",
                seeds,
                REFUSALS,
                input -> spans.read(input, OtlpFormat.JSON, RECEIVED)))
        .isGreaterThan(seeds.size());
  }

  @Test
  void logs_mutated_areReadOrRefused() throws IOException {
    ExportLogsServiceRequest request = logsRequest();
    byte[] json = JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8);

    assertThat(
            Fuzz.run(
                "logs-protobuf",
                List.of(request.toByteArray()),
                REFUSALS,
                input -> logs.read(input, OtlpFormat.PROTOBUF, RECEIVED)))
        .isGreaterThan(1);
    assertThat(
            Fuzz.run(
                "logs-json",
                List.of(json),
                REFUSALS,
                input -> logs.read(input, OtlpFormat.JSON, RECEIVED)))
        .isGreaterThan(1);
  }

  private static ExportLogsServiceRequest logsRequest() {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTraceId(com.google.protobuf.ByteString.copyFrom(new byte[16]))
            .setSpanId(com.google.protobuf.ByteString.copyFrom(new byte[8]))
            .setTimeUnixNano(1_770_000_000_000_000_000L)
            .setEventName("gen_ai.evaluation.result")
            .setBody(AnyValue.newBuilder().setStringValue("{\"score\": 1}"));
    for (String[] attribute :
        new String[][] {
          {"gen_ai.evaluation.name", "quality"},
          {"gen_ai.evaluation.score.value", "0.5"},
          {"gen_ai.evaluation.score.label", "good"}
        }) {
      record.addAttributes(
          KeyValue.newBuilder()
              .setKey(attribute[0])
              .setValue(AnyValue.newBuilder().setStringValue(attribute[1])));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }

  private static List<byte[]> corpus() throws IOException {
    Path root = Path.of(System.getProperty("basedir", "."), "src/test/resources/corpus");
    List<byte[]> requests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".otlp.json")).sorted().toList()) {
        requests.add(Files.readAllBytes(file));
      }
    }
    return requests;
  }
}
