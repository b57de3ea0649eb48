package io.treeline.exporter;

import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.api.ApiServices;
import io.treeline.exporter.api.Logins;
import io.treeline.exporter.api.OperationsServices;
import io.treeline.exporter.api.PriceServices;
import io.treeline.exporter.api.ProjectServices;
import io.treeline.exporter.api.ReadYourWrites;
import io.treeline.exporter.api.TransferServices;
import io.treeline.exporter.config.ConfigKey;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.dashboard.DashboardService;
import io.treeline.exporter.helicone.HeliconeApi;
import io.treeline.exporter.ingest.ProjectIngests;
import io.treeline.exporter.journal.JournalStatus;
import io.treeline.exporter.mcp.McpService;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.pricing.Prices;
import io.treeline.exporter.receive.PortUnavailableException;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import io.treeline.exporter.transfer.ImportSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The port of people and programs: dashboard and queries. */
final class WebServer implements AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Server server;

  private WebServer(Server server) {
    this.server = server;
  }

  /**
   * What calls cost.
   *
   * @param lists in force
   * @param price the span with the cost it has by them
   */
  record Pricing(Prices lists, UnaryOperator<Span> price) {}

  static WebServer start(
      ExporterConfig config,
      Door door,
      Projects projects,
      Function<ProjectId, ImportSink> imports,
      Pricing pricing,
      ExporterTelemetry telemetry,
      ProjectIngests ingest,
      ExporterMetrics metrics) {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.webPort());
    InetAddress host = address.getAddress();
    ServerBuilder builder =
        Server.builder()
            .meterRegistry(NoopMeterRegistry.get())
            .requestTimeout(config.requestTimeout())
            .gracefulShutdownTimeout(Duration.ZERO, config.shutdownTimeout());
    if (door.tls() == null) {
      builder.http(address);
    } else {
      builder.https(address).tlsProvider(door.tls());
    }
    OperationsServices.install(
        builder, metrics.timings(), metrics::text, metrics::unusable, door.keys() == null);
    // Whoever is installed later is asked earlier: here the caller is known.
    builder.decorator(
        new ReadYourWrites(
            (ctx, position) -> ingest.whenLoaded(Caller.of(ctx).project(), position),
            LONGEST_WAIT));
    Logins.install(builder, door.gate(), Clock.systemUTC());
    ProjectServices.install(builder, projects);
    PriceServices.install(builder, pricing.lists(), projects, pricing.price());
    McpService.install(builder, projects, Version.current());
    TransferServices.install(builder, projects, imports, new ParquetFiles());
    ApiServices.install(
        builder,
        projects,
        new ApiServices.ProcessInfo(
            Version.current(), () -> counters(telemetry.snapshot(), Journals.sum(ingest.status()))),
        host != null && host.isLoopbackAddress());
    HeliconeApi.install(
        builder, ctx -> projects.requests(Caller.of(ctx).project()), Clock.systemUTC());
    builder.serviceUnder("/", DashboardService.create());
    Server server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new PortUnavailableException(
          config.host(),
          config.webPort(),
          ConfigKey.WEB_PORT.key(),
          e.getCause() == null ? e : e.getCause());
    }
    return new WebServer(server);
  }

  int port() {
    return server.activeLocalPort();
  }

  /** Finishes what is under way, then gives the port back; done when the future is. */
  CompletableFuture<Void> stop() {
    return server.stop();
  }

  /** As {@link #stop}, waiting. */
  @Override
  public void close() {
    stop().join();
  }

  private static Map<String, Long> counters(TelemetrySnapshot snapshot, JournalStatus journal) {
    Map<String, Long> counters = new LinkedHashMap<>();
    snapshot.requests().forEach((protocol, count) -> counters.put("requests_" + protocol, count));
    counters.put("bytes", snapshot.bytes());
    counters.put("spans_received", snapshot.spansReceived());
    counters.put("spans_stored", snapshot.spansStored());
    counters.put("logs_received", snapshot.logsReceived());
    counters.put("logs_stored", snapshot.logsStored());
    counters.put("spans_with_warnings", snapshot.warnings());
    counters.put("journal_bytes", journal.bytes());
    counters.put("journal_bytes_waiting", journal.waitingBytes());
    counters.put("journal_requests", journal.entries());
    counters.put("journal_syncs", journal.syncs());
    counters.put("journal_corrupt", journal.corrupt());
    counters.put("journal_refused", journal.refused());
    snapshot.rejected().forEach((reason, count) -> counters.put("rejected_" + reason, count));
    return counters;
  }
}
