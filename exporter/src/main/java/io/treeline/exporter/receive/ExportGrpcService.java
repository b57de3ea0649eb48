package io.treeline.exporter.receive;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of OTLP's services over undecoded bytes. */
final class ExportGrpcService {

  private static final Logger logger = LoggerFactory.getLogger(ExportGrpcService.class);

  private final Signal signal;
  private final ExportSink sink;
  private final ExporterTelemetry telemetry;

  ExportGrpcService(Signal signal, ExportSink sink, ExporterTelemetry telemetry) {
    this.signal = signal;
    this.sink = sink;
    this.telemetry = telemetry;
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(signal.grpcService)
        .addMethod(signal.grpcMethod(), ServerCalls.asyncUnaryCall(this::export))
        .build();
  }

  static MethodDescriptor<byte[], byte[]> method(String fullName) {
    return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(fullName)
        .build();
  }

  private void export(byte[] body, StreamObserver<byte[]> response) {
    Caller caller = Caller.of(ServiceRequestContext.current());
    telemetry.request("grpc", body.length);
    ExportOutcome outcome;
    try {
      outcome = SenderLimit.accept(caller, sink, body, OtlpFormat.PROTOBUF);
    } catch (MalformedPayloadException e) {
      response.onError(failed(Status.INVALID_ARGUMENT, String.valueOf(e.getMessage())));
      return;
    } catch (OverloadedException e) {
      telemetry.rejected(e.reason(), 1);
      response.onError(GrpcErrors.overloaded(e));
      return;
    } catch (SinkUnavailableException e) {
      response.onError(failed(Status.UNAVAILABLE, String.valueOf(e.getMessage())));
      return;
    } catch (RuntimeException e) {
      telemetry.rejected(RejectReason.INTERNAL, 1);
      logger.error("an OTLP/gRPC export of {} bytes failed", body.length, e);
      response.onError(failed(Status.INTERNAL, "the exporter failed; see its log"));
      return;
    }
    if (outcome.isTotalLoss()) {
      response.onError(failed(Status.INVALID_ARGUMENT, outcome.message()));
      return;
    }
    if (outcome.position() != null) {
      ServiceRequestContext.current()
          .setAdditionalResponseHeader(ExportOutcome.POSITION_HEADER, outcome.position());
    }
    response.onNext(ExportResponses.protobuf(outcome));
    response.onCompleted();
  }

  private static StatusRuntimeException failed(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }
}
