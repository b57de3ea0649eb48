package io.treeline.exporter;

import io.treeline.exporter.access.Gate;
import io.treeline.exporter.ingest.Ingest;
import io.treeline.exporter.ingest.IngestSettings;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalSettings;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.receive.ExportSink;
import io.treeline.exporter.receive.GrpcReceiver;
import io.treeline.exporter.receive.HttpReceiver;
import io.treeline.exporter.receive.InFlight;
import io.treeline.exporter.receive.ReceiverSettings;
import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.LogWriter;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
  final InFlight inFlight = new InFlight(MAX_REQUEST_BYTES, telemetry);
  private final Path directory;
  private final Journal journal;
  private final Ingest ingest;
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
    directory = temporary();
    journal = Journal.open(new JournalSettings(directory, 64 << 20));
    NormalizerLimits limits =
        new NormalizerLimits(
            MAX_ATTRIBUTE_BYTES, MAX_ATTRIBUTE_BYTES, 32, 1024, Duration.ofHours(24));
    LoadTarget target =
        new LoadTarget(
            writer != null ? writer::write : written::addAll,
            written::addAll,
            logWriter != null ? logWriter::write : logs::addAll,
            scores::addAll,
            () -> HealthCheck.OK,
            announced::addAll,
            logged::addAll);
    ingest =
        Ingest.start(
            new IngestSettings(limits, true, Duration.ZERO),
            journal,
            project -> target,
            Pricer.load()::price,
            telemetry,
            Clock.systemUTC());
    grpc = GrpcReceiver.start(settings("grpc-port"), ingest::spans, ingest::logs, telemetry);
    http = HttpReceiver.start(settings("http-port"), ingest::spans, ingest::logs, telemetry);
  }

  /** One that refuses every request. */
  static ReceivingExporter refusing(Supplier<RuntimeException> refusal) {
    return new ReceivingExporter(
        (project, body, format) -> {
          throw refusal.get();
        });
  }

  /** One that gives every request to a sink. */
  ReceivingExporter(ExportSink sink) {
    directory = null;
    journal = null;
    ingest = null;
    grpc = GrpcReceiver.start(settings("grpc-port"), sink, sink, telemetry);
    http = HttpReceiver.start(settings("http-port"), sink, sink, telemetry);
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
    if (ingest != null) {
      ingest.close();
      journal.close();
      delete(directory);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("treeline-receiving");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReceiverSettings settings(String portSetting) {
    return new ReceiverSettings(
        "127.0.0.1",
        0,
        portSetting,
        Gate.open(),
        null,
        MAX_REQUEST_BYTES,
        Duration.ofSeconds(30),
        inFlight,
        Duration.ofSeconds(5));
  }
}
