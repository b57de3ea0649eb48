package io.treeline.exporter;

import io.treeline.exporter.config.ConfigKey;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.config.KafkaConfig;
import io.treeline.exporter.estimate.TokenEstimator;
import io.treeline.exporter.helicone.ManualLogService;
import io.treeline.exporter.ingest.IngestSettings;
import io.treeline.exporter.ingest.JournalPlaces;
import io.treeline.exporter.ingest.ProjectIngests;
import io.treeline.exporter.kafka.KafkaReceiver;
import io.treeline.exporter.kafka.KafkaSettings;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.pricing.PriceSettings;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.pricing.Prices;
import io.treeline.exporter.receive.GrpcReceiver;
import io.treeline.exporter.receive.HttpReceiver;
import io.treeline.exporter.receive.InFlight;
import io.treeline.exporter.receive.ReceiverSettings;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import io.treeline.exporter.transfer.ImportSink;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An exporter that listens. The only place where the parts meet.
 *
 * <p>Started by {@link ExporterMain#start}.
 */
public final class RunningExporter implements AutoCloseable {

  /** More than is always under way: a request or two. */
  private static final long BEHIND_BYTES = 4L << 20;

  private final Projects projects;
  private final ExporterTelemetry telemetry;
  private final GrpcReceiver grpc;
  private final HttpReceiver http;
  private final WebServer web;
  private final Deque<AutoCloseable> closeables;

  private RunningExporter(
      Projects projects,
      ExporterTelemetry telemetry,
      GrpcReceiver grpc,
      HttpReceiver http,
      WebServer web,
      Deque<AutoCloseable> closeables) {
    this.projects = projects;
    this.telemetry = telemetry;
    this.grpc = grpc;
    this.http = http;
    this.web = web;
    this.closeables = closeables;
  }

  /** Takes the stores over: they are closed when starting fails, and with the exporter. */
  static RunningExporter start(ExporterConfig config, Stores stores) {
    Deque<AutoCloseable> closeables = new ArrayDeque<>();
    closeables.push(stores);
    try {
      Door door = Door.open(config.access());
      closeables.push(door);
      ExporterTelemetry telemetry = new ExporterTelemetry();
      Prices prices = Prices.start(prices(config));
      closeables.push(prices);
      WebServer.Pricing costs =
          new WebServer.Pricing(prices, new Pricer(prices, config.reportedCostCounts())::price);
      UnaryOperator<Span> pricing = estimator(config).andThen(costs.price())::apply;
      Projects projects = new Projects(stores, door.keys());
      closeables.push(projects);
      ProjectIngests ingest =
          ProjectIngests.start(
              ingest(config),
              new JournalPlaces(config.dataDirectory()),
              config.journalMaxBytes(),
              projects::target,
              pricing,
              telemetry,
              Clock.systemUTC());
      closeables.push(ingest);
      introduce(projects, ingest);
      Retention retention = new Retention(stores, config.retention(), Clock.systemUTC());
      closeables.push(retention);
      retention.start();
      ExporterMetrics metrics =
          new ExporterMetrics(config.dataDirectory(), telemetry, projects, stores, ingest::status);
      Function<ProjectId, ImportSink> imports = id -> imports(projects, ingest, id);
      WebServer web =
          WebServer.start(config, door, projects, imports, costs, telemetry, ingest, metrics);
      closeables.push(web);
      InFlight inFlight = new InFlight(maxInFlight(config), telemetry);
      GrpcReceiver grpc =
          GrpcReceiver.start(
              settings(config, door, config.grpcPort(), ConfigKey.GRPC_PORT, inFlight),
              ingest::spans,
              ingest::logs,
              telemetry);
      closeables.push(grpc);
      HttpReceiver http =
          HttpReceiver.start(
              settings(config, door, config.httpPort(), ConfigKey.HTTP_PORT, inFlight),
              ingest::spans,
              ingest::logs,
              telemetry,
              server ->
                  ManualLogService.install(
                      server, ingest::replace, telemetry, config.maxRequestBytes()));
      closeables.push(http);
      ingest.load();
      startKafka(config, ingest, telemetry, metrics).ifPresent(closeables::push);
      return new RunningExporter(projects, telemetry, grpc, http, web, closeables);
    } catch (RuntimeException | Error e) {
      closeAll(closeables);
      throw e;
    }
  }

  /** Port of OTLP/gRPC. */
  public int grpcPort() {
    return grpc.port();
  }

  /** Port of OTLP/HTTP. */
  public int httpPort() {
    return http.port();
  }

  /** Port of dashboard and queries. */
  public int webPort() {
    return web.port();
  }

  /** The store of the project {@code default}. */
  public SpanStore store() {
    return projects.project(ProjectId.DEFAULT).store();
  }

  public TelemetrySnapshot telemetry() {
    return telemetry.snapshot();
  }

  /** Stops listening, finishes what is under way, then closes the stores. */
  @Override
  public void close() {
    // All three at once: each waits some seconds for its last connections.
    CompletableFuture.allOf(grpc.stop(), http.stop(), web.stop()).exceptionally(e -> null).join();
    closeAll(closeables);
  }

  private static void closeAll(Deque<AutoCloseable> closeables) {
    RuntimeException first = null;
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception e) {
        RuntimeException failure = new IllegalStateException("a part could not be closed", e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static ReceiverSettings settings(
      ExporterConfig config, Door door, int port, ConfigKey key, InFlight inFlight) {
    return new ReceiverSettings(
        config.host(),
        port,
        key.key(),
        door.gate(),
        door.tls(),
        config.maxRequestBytes(),
        config.requestTimeout(),
        inFlight,
        config.shutdownTimeout());
  }

  /** Decoded, a request takes several times its bytes. */
  private static long maxInFlight(ExporterConfig config) {
    return Math.max(config.maxRequestBytes(), Runtime.getRuntime().maxMemory() / 16);
  }

  private static IngestSettings ingest(ExporterConfig config) {
    return new IngestSettings(
        new NormalizerLimits(
            config.maxAttributeBytes(),
            config.maxResourceAttributeBytes(),
            config.maxPathDepth(),
            config.maxPathLength(),
            config.maxFuture()),
        config.acknowledgesStored(),
        config.shutdownTimeout());
  }

  private static void introduce(Projects projects, ProjectIngests ingest) {
    projects.beforeDeleting(ingest::forget);
    projects.behindWhen(() -> Journals.sum(ingest.status()).waitingBytes() > BEHIND_BYTES);
  }

  private static ImportSink imports(Projects projects, ProjectIngests ingest, ProjectId id) {
    return new ProjectImports(projects.project(id).store(), projects.target(id), ingest, id);
  }

  private static Optional<KafkaReceiver> startKafka(
      ExporterConfig config,
      ProjectIngests ingest,
      ExporterTelemetry telemetry,
      ExporterMetrics metrics) {
    KafkaConfig kafka = config.kafka();
    if (kafka == null) {
      return Optional.empty();
    }
    KafkaSettings settings =
        new KafkaSettings(
            kafka.servers(),
            kafka.tracesTopic(),
            kafka.logsTopic(),
            kafka.group(),
            kafka.project(),
            kafka.properties(),
            config.dataDirectory().resolve("kafka-set-aside"),
            config.maxRequestBytes());
    KafkaReceiver receiver = KafkaReceiver.start(settings, ingest::spans, ingest::logs, telemetry);
    metrics.kafka(receiver::status);
    return Optional.of(receiver);
  }

  private static PriceSettings prices(ExporterConfig config) {
    return new PriceSettings(
        config.pricesFile(),
        config.pricesUrl(),
        config.pricesRefresh(),
        config.dataDirectory().resolve("prices"));
  }

  private static Function<Span, Span> estimator(ExporterConfig config) {
    return config.estimatesTokens() ? new TokenEstimator()::estimate : Function.identity();
  }
}
