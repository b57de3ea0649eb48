package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;

/** Refuses metrics in a way that is not tried again, so that nothing is silently eaten. */
final class RefusedMetrics {

  static final String HTTP_PATH = "/v1/metrics";

  private static final String MESSAGE =
      "Treeline works its numbers out from traces and has no place for metrics: send them"
          + " elsewhere, or turn them off with OTEL_METRICS_EXPORTER=none"
          + " (otel.metrics.exporter=none)";

  static ServerServiceDefinition grpc(ExporterTelemetry telemetry) {
    return ServerServiceDefinition.builder(MetricsServiceGrpc.SERVICE_NAME)
        .addMethod(
            ExportGrpcService.method(MetricsServiceGrpc.getExportMethod().getFullMethodName()),
            ServerCalls.asyncUnaryCall(
                (request, response) -> {
                  telemetry.rejected(RejectReason.UNSUPPORTED_SIGNAL, 1);
                  response.onError(
                      Status.UNIMPLEMENTED.withDescription(MESSAGE).asRuntimeException());
                }))
        .build();
  }

  static HttpResponse http(ExporterTelemetry telemetry) {
    telemetry.rejected(RejectReason.UNSUPPORTED_SIGNAL, 1);
    return HttpResponse.of(HttpStatus.NOT_FOUND, MediaType.PLAIN_TEXT_UTF_8, MESSAGE + "\n");
  }

  private RefusedMetrics() {}
}
