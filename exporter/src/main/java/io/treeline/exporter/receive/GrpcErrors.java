package io.treeline.exporter.receive;

import io.grpc.Status;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;

/** Makes the errors gRPC itself raises name their remedy. */
final class GrpcErrors {

  static Status withRemedy(
      Status status, Throwable cause, int maxBytes, ExporterTelemetry telemetry) {
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      telemetry.rejected(RejectReason.REQUEST_TOO_LARGE, 1);
      return status.withDescription(
          "request is larger than "
              + maxBytes
              + " bytes after decompression (max-request-bytes): send smaller batches or raise the"
              + " limit");
    }
    return status;
  }

  private GrpcErrors() {}
}
