package io.treeline.exporter.receive;

import io.grpc.MethodDescriptor;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;

/** What is received. The answers of both have the same shape but for one name in JSON. */
enum Signal {
  TRACES("/v1/traces", TraceServiceGrpc.SERVICE_NAME, "rejectedSpans"),
  LOGS("/v1/logs", LogsServiceGrpc.SERVICE_NAME, "rejectedLogRecords");

  final String httpPath;
  final String grpcService;
  final String rejectedField;

  Signal(String httpPath, String grpcService, String rejectedField) {
    this.httpPath = httpPath;
    this.grpcService = grpcService;
    this.rejectedField = rejectedField;
  }

  MethodDescriptor<byte[], byte[]> grpcMethod() {
    return ExportGrpcService.method(grpcService + "/Export");
  }
}
