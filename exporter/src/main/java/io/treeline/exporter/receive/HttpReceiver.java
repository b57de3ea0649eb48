package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Serves OTLP/HTTP: {@code POST /v1/traces} and {@code /v1/logs}, protobuf and JSON, plain or
 * compressed.
 */
public final class HttpReceiver implements AutoCloseable {

  private final Server server;

  private HttpReceiver(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param traces where spans go
   * @param logs where log records go
   * @throws PortUnavailableException when the port cannot be had
   */
  public static HttpReceiver start(
      ReceiverSettings settings, ExportSink traces, ExportSink logs, ExporterTelemetry telemetry) {
    return start(settings, traces, logs, telemetry, server -> {});
  }

  /**
   * Starts to listen.
   *
   * @param traces where spans go
   * @param logs where log records go
   * @param more adds what else is to be received on the port
   * @throws PortUnavailableException when the port cannot be had
   */
  public static HttpReceiver start(
      ReceiverSettings settings,
      ExportSink traces,
      ExportSink logs,
      ExporterTelemetry telemetry,
      Consumer<ServerBuilder> more) {
    ServerBuilder builder = settings.serverBuilder(settings.maxRequestBytes(), telemetry);
    builder.errorHandler(
        new RequestTooLarge(settings.maxRequestBytes(), telemetry)
            .orElse(ServerErrorHandler.ofDefault()));
    int maxBytes = settings.maxRequestBytes();
    builder.service(
        Signal.TRACES.httpPath,
        new ExportHttpService(
            Signal.TRACES, settings.inFlight().bounding(traces), telemetry, maxBytes));
    builder.service(
        Signal.LOGS.httpPath,
        new ExportHttpService(
            Signal.LOGS, settings.inFlight().bounding(logs), telemetry, maxBytes));
    builder.service(RefusedMetrics.HTTP_PATH, (ctx, req) -> RefusedMetrics.http(telemetry));
    more.accept(builder);
    builder.serviceUnder(
        "/",
        (ctx, req) ->
            notFound(
                "This port takes OTLP over HTTP: POST traces to /v1/traces and logs to /v1/logs"
                    + " (was "
                    + ctx.path()
                    + ")"));
    return new HttpReceiver(ReceiverSettings.start(builder, settings));
  }

  /** The port in use, also when 0 was asked for. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Finishes what is under way, then gives the port back; done when the future is. */
  public CompletableFuture<Void> stop() {
    return server.stop();
  }

  /** As {@link #stop}, waiting. */
  @Override
  public void close() {
    stop().join();
  }

  private static HttpResponse notFound(String message) {
    return HttpResponse.of(HttpStatus.NOT_FOUND, MediaType.PLAIN_TEXT_UTF_8, message + "\n");
  }
}
