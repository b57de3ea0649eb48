package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.receive.SinkUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OTLP/gRPC with a plain gRPC client. */
class OtlpGrpcTest {

  private ReceivingExporter exporter = new ReceivingExporter();

  @AfterEach
  void stop() {
    exporter.close();
  }

  static Stream<Compressor> compressors() {
    return Stream.of(Codec.Identity.NONE, new Codec.Gzip(), new Zstd());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressors")
  void export_anyCompression_isStored(Compressor compressor) {
    ExportTraceServiceResponse response =
        traces(compressor).export(request(span("00f067aa0ba902b7")));

    assertThat(response).isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(exporter.written).extracting(Span::name).containsExactly("work 00f067aa0ba902b7");
  }

  @Test
  void export_badSpanBesideGoodOne_isPartialSuccess() {
    ExportTraceServiceResponse response =
        traces(Codec.Identity.NONE)
            .export(
                request(
                    span("00f067aa0ba902b1"), span("00f067aa0ba902b2").setStartTimeUnixNano(0)));

    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage())
        .isEqualTo("1 spans rejected: span \"work 00f067aa0ba902b2\" has no start time");
    assertThat(exporter.written).hasSize(1);
  }

  @Test
  void export_nothingButBadSpans_isInvalidArgument() {
    assertFails(
        () ->
            traces(Codec.Identity.NONE)
                .export(request(span("00f067aa0ba902b2").setStartTimeUnixNano(0))),
        Status.Code.INVALID_ARGUMENT,
        "has no start time");
  }

  @Test
  void export_bytesThatAreNoRequest_isInvalidArgumentAndNextIsServed() {
    TraceServiceGrpc.TraceServiceBlockingStub stub = traces(Codec.Identity.NONE);
    MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse> method =
        TraceServiceGrpc.getExportMethod();
    // A field of the right number and a wrong type within.
    ExportTraceServiceRequest broken =
        ExportTraceServiceRequest.newBuilder()
            .setUnknownFields(
                com.google.protobuf.UnknownFieldSet.newBuilder()
                    .addField(
                        1,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(
                                com.google.protobuf.ByteString.copyFrom(new byte[] {1, 2, 3}))
                            .build())
                    .build())
            .build();

    assertFails(
        () ->
            ClientCalls.blockingUnaryCall(stub.getChannel(), method, stub.getCallOptions(), broken),
        Status.Code.INVALID_ARGUMENT,
        "body is not an OTLP ExportTraceServiceRequest");
    assertThat(stub.export(request(span("00f067aa0ba902b7"))))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressors")
  void export_overLimit_isResourceExhaustedWithRemedyAndNextIsServed(Compressor compressor) {
    TraceServiceGrpc.TraceServiceBlockingStub stub = traces(compressor);
    String text = "x".repeat(ReceivingExporter.MAX_REQUEST_BYTES);

    assertFails(
        () -> stub.export(request(span("00f067aa0ba902b7").addAttributes(attribute("text", text)))),
        Status.Code.RESOURCE_EXHAUSTED,
        "larger than 4194304 bytes after decompression (max-request-bytes)");
    assertThat(stub.export(request(span("00f067aa0ba902b7"))))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
  }

  @Test
  void export_nothingCanBeKept_isUnavailable() {
    exporter.close();
    exporter =
        ReceivingExporter.refusing(
            () -> new SinkUnavailableException("nothing can be kept now: the disk is full", null));

    assertFails(
        () -> traces(Codec.Identity.NONE).export(request(span("00f067aa0ba902b7"))),
        Status.Code.UNAVAILABLE,
        "nothing can be kept now: the disk is full");
  }

  @Test
  void metrics_areUnimplementedWithRemedy() {
    MetricsServiceGrpc.MetricsServiceBlockingStub metrics =
        client(Codec.Identity.NONE).build(MetricsServiceGrpc.MetricsServiceBlockingStub.class);

    assertFails(
        () -> metrics.export(ExportMetricsServiceRequest.getDefaultInstance()),
        Status.Code.UNIMPLEMENTED,
        "OTEL_METRICS_EXPORTER=none");
    assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("unsupported_signal", 1L));
  }

  private TraceServiceGrpc.TraceServiceBlockingStub traces(Compressor compressor) {
    return client(compressor).build(TraceServiceGrpc.TraceServiceBlockingStub.class);
  }

  private GrpcClientBuilder client(Compressor compressor) {
    GrpcClientBuilder builder = GrpcClients.builder("gproto+" + exporter.grpcEndpoint());
    return compressor == Codec.Identity.NONE ? builder : builder.compressor(compressor);
  }

  private static void assertFails(Runnable call, Status.Code code, String description) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(description);
            });
  }

  private static final class Zstd implements Compressor {
    @Override
    public String getMessageEncoding() {
      return "zstd";
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }

    @Override
    public String toString() {
      return "zstd";
    }
  }
}
