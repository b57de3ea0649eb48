package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.telemetry.RejectReason;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sender is told when too much is sent: OTLP's words for "later". */
class OverloadTest {

  private final ReceivingExporter exporter =
      ReceivingExporter.refusing(
          () ->
              new OverloadedException(
                  RejectReason.OVERLOADED, "too much at once", Duration.ofMillis(1500)));

  @AfterEach
  void stop() {
    exporter.close();
  }

  @Test
  void grpc_tooMuch_isResourceExhaustedWithRetryInfo() {
    TraceServiceGrpc.TraceServiceBlockingStub traces =
        GrpcClients.newClient(
            "gproto+" + exporter.grpcEndpoint(), TraceServiceGrpc.TraceServiceBlockingStub.class);

    assertThatThrownBy(() -> traces.export(request(span("00f067aa0ba902b7"))))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              com.google.rpc.Status status = StatusProto.fromThrowable(e);
              assertThat(status.getCode()).isEqualTo(8);
              assertThat(status.getMessage()).isEqualTo("too much at once");
              assertThat(retryDelay(status)).isEqualTo(Duration.ofMillis(1500));
            });
    assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("overloaded", 1L));
  }

  @Test
  void http_tooMuch_isTooManyRequestsWithRetryAfterInWholeSeconds() throws Exception {
    HttpResponse<byte[]> response =
        exporter.post(
            request(span("00f067aa0ba902b7")).toByteArray(),
            "content-type",
            "application/x-protobuf");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("2");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("too much at once");
    assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("overloaded", 1L));
  }

  private static Duration retryDelay(com.google.rpc.Status status) {
    try {
      com.google.protobuf.Duration delay =
          status.getDetails(0).unpack(RetryInfo.class).getRetryDelay();
      return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
