package io.treeline.exporter.receive;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;

/** Answers the OTLP services we have no place for, so that nothing is silently eaten. */
final class UnsupportedGrpcServices {

  static ServerServiceDefinition[] definitions(ExporterTelemetry telemetry) {
    return new ServerServiceDefinition[] {
      refusing("opentelemetry.proto.collector.logs.v1.LogsService", "logs", telemetry),
      refusing("opentelemetry.proto.collector.metrics.v1.MetricsService", "metrics", telemetry)
    };
  }

  static String message(String signal) {
    return "Treeline keeps traces and has no place for "
        + signal
        + ": send them elsewhere, or turn them off with otel."
        + signal
        + ".exporter=none";
  }

  private static ServerServiceDefinition refusing(
      String service, String signal, ExporterTelemetry telemetry) {
    return ServerServiceDefinition.builder(service)
        .addMethod(
            TraceGrpcService.method(service + "/Export"),
            ServerCalls.asyncUnaryCall(
                (request, response) -> {
                  telemetry.rejected(RejectReason.UNSUPPORTED_SIGNAL, 1);
                  response.onError(
                      Status.UNIMPLEMENTED.withDescription(message(signal)).asRuntimeException());
                }))
        .build();
  }

  private UnsupportedGrpcServices() {}
}
