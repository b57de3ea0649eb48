package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all requests under way, as they arrive and once more decompressed, so that
 * many senders at once cannot fill the memory. Beyond it requests are refused before their bodies
 * are read. Shared by all receivers; thread-safe.
 */
public final class InFlight {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final long maxBytes;
  private final ExporterTelemetry telemetry;
  private final AtomicLong bytes = new AtomicLong();

  /** A request larger than the bound is let in when it is alone. */
  public InFlight(long maxBytes, ExporterTelemetry telemetry) {
    this.maxBytes = maxBytes;
    this.telemetry = telemetry;
  }

  /** Bytes of the requests under way. */
  public long bytes() {
    return bytes.get();
  }

  /** Counts what arrives at a server. */
  DecoratingHttpServiceFunction arriving() {
    return this::arrive;
  }

  /** Counts what a sink holds. */
  ExportSink bounding(ExportSink sink) {
    return (project, body, format) -> {
      long before = bytes.getAndAdd(body.length);
      try {
        if (before > 0 && before + body.length > 2 * maxBytes) {
          throw overloaded(before);
        }
        return sink.accept(project, body, format);
      } finally {
        bytes.addAndGet(-body.length);
      }
    };
  }

  private HttpResponse arrive(HttpService delegate, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    long before = bytes.get();
    if (before >= maxBytes) {
      telemetry.rejected(RejectReason.OVERLOADED, 1);
      // What of the body is still to come is not read.
      req.abort();
      return refuse(req, overloaded(before));
    }
    AtomicLong own = new AtomicLong();
    HttpRequest counted =
        req.peekData(
            data -> {
              own.addAndGet(data.length());
              bytes.addAndGet(data.length());
            });
    ctx.updateRequest(counted);
    var unused = ctx.log().whenComplete().thenAccept(log -> bytes.addAndGet(-own.getAndSet(0)));
    return delegate.serve(ctx, counted);
  }

  private OverloadedException overloaded(long now) {
    return new OverloadedException(
        RejectReason.OVERLOADED,
        "%d bytes of requests are under way, at most %d may: send it again later"
            .formatted(now, maxBytes),
        RETRY_AFTER);
  }

  private static HttpResponse refuse(HttpRequest req, OverloadedException cause) {
    MediaType type = req.contentType();
    if (type == null || !type.subtype().startsWith("grpc")) {
      OtlpFormat format = ExportHttpService.format(type);
      return ExportHttpService.overloaded(cause, format == null ? OtlpFormat.JSON : format);
    }
    StatusRuntimeException status = GrpcErrors.overloaded(cause);
    Metadata trailers = status.getTrailers();
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    var headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .setInt("grpc-status", status.getStatus().getCode().value())
            .set("grpc-message", String.valueOf(cause.getMessage()));
    if (details != null) {
      headers.set(
          "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
    }
    return HttpResponse.of(headers.build());
  }
}
