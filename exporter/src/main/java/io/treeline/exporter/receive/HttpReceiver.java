package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Serves OTLP/HTTP: {@code POST /v1/traces}, protobuf and JSON, plain, gzip or zstd. */
public final class HttpReceiver implements AutoCloseable {

  private final Server server;

  private HttpReceiver(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws PortUnavailableException when the port cannot be had
   */
  public static HttpReceiver start(
      ReceiverSettings settings, TraceSink sink, ExporterTelemetry telemetry) {
    return start(settings, sink, telemetry, server -> {});
  }

  /**
   * Starts to listen.
   *
   * @param more adds what else is to be received on the port
   * @throws PortUnavailableException when the port cannot be had
   */
  public static HttpReceiver start(
      ReceiverSettings settings,
      TraceSink sink,
      ExporterTelemetry telemetry,
      Consumer<ServerBuilder> more) {
    ServerBuilder builder = settings.serverBuilder(settings.maxRequestBytes());
    builder.errorHandler(
        new RequestTooLarge(settings.maxRequestBytes(), telemetry)
            .orElse(ServerErrorHandler.ofDefault()));
    builder.service(
        "/v1/traces", new TraceHttpService(sink, telemetry, settings.maxRequestBytes()));
    for (String signal : new String[] {"logs", "metrics"}) {
      builder.service(
          "/v1/" + signal,
          (ctx, req) -> {
            telemetry.rejected(RejectReason.UNSUPPORTED_SIGNAL, 1);
            return notFound(UnsupportedGrpcServices.message(signal));
          });
    }
    more.accept(builder);
    builder.serviceUnder(
        "/",
        (ctx, req) ->
            notFound(
                "This port takes OTLP over HTTP: POST traces to /v1/traces (was "
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
