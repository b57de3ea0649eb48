package io.treeline.exporter;

import io.treeline.exporter.api.LiveFeed;
import io.treeline.exporter.config.ConfigKey;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.estimate.TokenEstimator;
import io.treeline.exporter.helicone.ManualLogService;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.LogNormalizer;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.normalize.SpanNormalizer;
import io.treeline.exporter.pricing.PriceSettings;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.pricing.Prices;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.receive.GrpcReceiver;
import io.treeline.exporter.receive.HttpReceiver;
import io.treeline.exporter.receive.ReceiverSettings;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An exporter that listens. The only place where the parts meet.
 *
 * <p>Started by {@link ExporterMain#start}.
 */
public final class RunningExporter implements AutoCloseable {

  private final SpanStore store;
  private final ExporterTelemetry telemetry;
  private final GrpcReceiver grpc;
  private final HttpReceiver http;
  private final WebServer web;
  private final Deque<AutoCloseable> closeables;

  private RunningExporter(
      SpanStore store,
      ExporterTelemetry telemetry,
      GrpcReceiver grpc,
      HttpReceiver http,
      WebServer web,
      Deque<AutoCloseable> closeables) {
    this.store = store;
    this.telemetry = telemetry;
    this.grpc = grpc;
    this.http = http;
    this.web = web;
    this.closeables = closeables;
  }

  /** Takes the store over: it is closed when starting fails, and with the exporter. */
  static RunningExporter start(ExporterConfig config, SpanStore store) {
    Deque<AutoCloseable> closeables = new ArrayDeque<>();
    closeables.push(store);
    try {
      ExporterTelemetry telemetry = new ExporterTelemetry();
      Prices prices = Prices.start(prices(config));
      closeables.push(prices);
      Pricer pricer = new Pricer(prices, config.reportedCostCounts());
      LiveFeed live = new LiveFeed();
      closeables.push(live);
      WebServer web =
          WebServer.start(
              config, new QueryService(store), prices, new RequestService(store), live, telemetry);
      closeables.push(web);
      ChangedSessions changed = new ChangedSessions(store.reader(), live);
      closeables.push(changed);
      SessionAnalyst analyst = new SessionAnalyst(store);
      closeables.push(analyst);
      analyst.start();
      SpanPipeline pipeline =
          new SpanPipeline(
              new SpanNormalizer(limits(config), Clock.systemUTC()),
              estimator(config).andThen(pricer::price)::apply,
              new ScoringSpanWriter(store.writer(), store.scores()),
              changed,
              telemetry);
      LogPipeline logs =
          new LogPipeline(
              new LogNormalizer(limits(config), Clock.systemUTC()),
              store.logs(),
              store.scores()::put,
              changed::logged,
              telemetry);
      GrpcReceiver grpc =
          GrpcReceiver.start(
              settings(config, config.grpcPort(), ConfigKey.GRPC_PORT), pipeline, logs, telemetry);
      closeables.push(grpc);
      HttpReceiver http =
          HttpReceiver.start(
              settings(config, config.httpPort(), ConfigKey.HTTP_PORT),
              pipeline,
              logs,
              telemetry,
              server ->
                  ManualLogService.install(
                      server,
                      spans -> pipeline.replace(spans, store.corrections()),
                      telemetry,
                      config.maxRequestBytes()));
      closeables.push(http);
      return new RunningExporter(store, telemetry, grpc, http, web, closeables);
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

  public SpanStore store() {
    return store;
  }

  public TelemetrySnapshot telemetry() {
    return telemetry.snapshot();
  }

  /** Stops listening, finishes what is under way, then closes the store. */
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

  private static ReceiverSettings settings(ExporterConfig config, int port, ConfigKey key) {
    return new ReceiverSettings(
        config.host(),
        port,
        key.key(),
        config.maxRequestBytes(),
        config.requestTimeout(),
        config.shutdownTimeout());
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

  private static NormalizerLimits limits(ExporterConfig config) {
    return new NormalizerLimits(
        config.maxAttributeBytes(),
        config.maxResourceAttributeBytes(),
        config.maxPathDepth(),
        config.maxPathLength(),
        config.maxFuture());
  }
}
