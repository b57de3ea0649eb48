package io.treeline.exporter;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.normalize.LogNormalizer;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.normalize.SpanNormalizer;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.receive.ExportSink;
import io.treeline.exporter.receive.GrpcReceiver;
import io.treeline.exporter.receive.HttpReceiver;
import io.treeline.exporter.receive.ReceiverSettings;
import io.treeline.exporter.store.LogWriter;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The exporter's way in, on real sockets, ending in a list or in a writer of the test's. */
final class ReceivingExporter implements AutoCloseable {

  static final int MAX_REQUEST_BYTES = 4 << 20;
  static final int MAX_ATTRIBUTE_BYTES = 256 << 10;

  final List<Span> written = new CopyOnWriteArrayList<>();
  final List<Span> announced = new CopyOnWriteArrayList<>();
  final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  final List<Score> scores = new CopyOnWriteArrayList<>();
  final Set<SpanKey> logged = ConcurrentHashMap.newKeySet();
  final HttpClient client = HttpClient.newHttpClient();
  private final ExporterTelemetry telemetry = new ExporterTelemetry();
  private final GrpcReceiver grpc;
  private final HttpReceiver http;

  ReceivingExporter() {
    this(null, null);
  }

  /**
   * @param writer null to keep the spans in {@link #written}
   */
  ReceivingExporter(SpanWriter writer) {
    this(writer, null);
  }

  /**
   * @param writer null to keep the spans in {@link #written}
   * @param logWriter null to keep the log records in {@link #logs}
   */
  ReceivingExporter(SpanWriter writer, LogWriter logWriter) {
    NormalizerLimits limits =
        new NormalizerLimits(
            MAX_ATTRIBUTE_BYTES, MAX_ATTRIBUTE_BYTES, 32, 1024, Duration.ofHours(24));
    SpanPipeline pipeline =
        new SpanPipeline(
            new SpanNormalizer(limits, Clock.systemUTC()),
            Pricer.load()::price,
            writer != null ? writer : written::addAll,
            announced::addAll,
            telemetry);
    LogPipeline logPipeline =
        new LogPipeline(
            new LogNormalizer(limits, Clock.systemUTC()),
            logWriter != null ? logWriter : logs::addAll,
            scores::addAll,
            logged::addAll,
            telemetry);
    ExportSink traces = (project, body, format) -> pipeline.accept(body, format);
    ExportSink logs = (project, body, format) -> logPipeline.accept(body, format);
    grpc = GrpcReceiver.start(settings("grpc-port"), traces, logs, telemetry);
    http = HttpReceiver.start(settings("http-port"), traces, logs, telemetry);
  }

  String grpcEndpoint() {
    return "http://127.0.0.1:" + grpc.port();
  }

  String httpEndpoint() {
    return "http://127.0.0.1:" + http.port();
  }

  TelemetrySnapshot telemetry() {
    return telemetry.snapshot();
  }

  HttpResponse<byte[]> post(byte[] body, String... headers) throws Exception {
    return send("/v1/traces", body, headers);
  }

  HttpResponse<byte[]> send(String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(httpEndpoint() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    // Nobody waits: a server takes seconds to stop, and every test has its own.
    CompletableFuture<Void> unused = CompletableFuture.allOf(grpc.stop(), http.stop());
  }

  private static ReceiverSettings settings(String portSetting) {
    return new ReceiverSettings(
        "127.0.0.1",
        0,
        portSetting,
        MAX_REQUEST_BYTES,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }
}
