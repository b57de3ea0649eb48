package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.DecompressorRegistry;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.util.concurrent.CompletableFuture;

/** Serves OTLP/gRPC. Started by {@link #start}, stopped by {@link #close}. */
public final class GrpcReceiver implements AutoCloseable {

  /** Room for the frame around the largest message. */
  private static final int FRAMING_BYTES = 4096;

  private final Server server;

  private GrpcReceiver(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param traces where spans go
   * @param logs where log records go
   * @throws PortUnavailableException when the port cannot be had
   */
  public static GrpcReceiver start(
      ReceiverSettings settings, ExportSink traces, ExportSink logs, ExporterTelemetry telemetry) {
    int maxBytes = settings.maxRequestBytes();
    GrpcService grpc =
        GrpcService.builder()
            .addServiceDefinitions(
                new ExportGrpcService(
                        Signal.TRACES, settings.inFlight().bounding(traces), telemetry)
                    .definition(),
                new ExportGrpcService(Signal.LOGS, settings.inFlight().bounding(logs), telemetry)
                    .definition(),
                RefusedMetrics.grpc(telemetry))
            .supportedSerializationFormats(supportedFormats())
            .useMethodMarshaller(true)
            .useBlockingTaskExecutor(true)
            .maxRequestMessageLength(maxBytes)
            .decompressorRegistry(
                DecompressorRegistry.getDefaultInstance().with(new ZstdDecompressor(), true))
            .exceptionHandler(
                (ctx, status, cause, metadata) ->
                    GrpcErrors.withRemedy(status, cause, maxBytes, telemetry))
            .build();
    ServerBuilder builder = settings.serverBuilder((long) maxBytes + FRAMING_BYTES, telemetry);
    builder.service(grpc);
    builder.serviceUnder(
        "/",
        (ctx, req) ->
            HttpResponse.of(
                HttpStatus.NOT_FOUND,
                MediaType.PLAIN_TEXT_UTF_8,
                "This port takes OTLP over gRPC. OTLP over HTTP has its own port (http-port,"
                    + " 4318 by default).\n"));
    return new GrpcReceiver(ReceiverSettings.start(builder, settings));
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

  private static SerializationFormat[] supportedFormats() {
    return new SerializationFormat[] {GrpcSerializationFormats.PROTO};
  }
}
