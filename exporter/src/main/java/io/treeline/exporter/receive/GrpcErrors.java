package io.treeline.exporter.receive;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Duration;

/** Makes the errors gRPC itself raises name their remedy. */
final class GrpcErrors {

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** {@code RESOURCE_EXHAUSTED} with {@code RetryInfo}: without it, clients must not try again. */
  static StatusRuntimeException overloaded(OverloadedException cause) {
    Duration after = cause.retryAfter();
    RetryInfo retry =
        RetryInfo.newBuilder()
            .setRetryDelay(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(after.getSeconds())
                    .setNanos(after.getNano()))
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
            .setMessage(String.valueOf(cause.getMessage()))
            .addDetails(Any.pack(retry))
            .build());
  }

  static Status withRemedy(
      Status status, Throwable cause, int maxBytes, ExporterTelemetry telemetry) {
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && !isOurs(cause)) {
      telemetry.rejected(RejectReason.REQUEST_TOO_LARGE, 1);
      return status.withDescription(
          "request is larger than "
              + maxBytes
              + " bytes after decompression (max-request-bytes): send smaller batches or raise the"
              + " limit");
    }
    return status;
  }

  /** What we raise ourselves has its remedy already. */
  private static boolean isOurs(Throwable cause) {
    return cause instanceof StatusRuntimeException raised
        && raised.getTrailers() != null
        && raised.getTrailers().containsKey(DETAILS);
  }

  private GrpcErrors() {}
}
