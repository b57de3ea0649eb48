package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.telemetry.RejectReason;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sender is told when too much is sent: OTLP's words for "later". */
class OverloadTest {

  private ReceivingExporter exporter =
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

  @Test
  void requests_moreUnderWayThanMayBe_areRefusedUntilSomeEnd() throws Exception {
    exporter.close();
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch underWay = new CountDownLatch(1);
    exporter =
        new ReceivingExporter(
            (project, body, format) -> {
              underWay.countDown();
              awaitQuietly(mayEnd);
              return new ExportOutcome(1, 0, "");
            });
    byte[] large =
        request(span("00f067aa0ba902b7").addAttributes(attribute("x", "x".repeat(3 << 20))))
            .toByteArray();
    CompletableFuture<HttpResponse<byte[]>> first =
        CompletableFuture.supplyAsync(() -> postQuietly(large));
    assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();

    HttpResponse<byte[]> refused =
        exporter.post(new byte[0], "content-type", "application/x-protobuf");
    TraceServiceGrpc.TraceServiceBlockingStub traces =
        GrpcClients.newClient(
            "gproto+" + exporter.grpcEndpoint(), TraceServiceGrpc.TraceServiceBlockingStub.class);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).contains("1");
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .contains("bytes of requests are under way, at most 4194304 may: send it again later");
    assertThatThrownBy(() -> traces.export(request(span("00f067aa0ba902b7"))))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              com.google.rpc.Status status = StatusProto.fromThrowable(e);
              assertThat(status.getCode()).isEqualTo(8);
              assertThat(retryDelay(status)).isEqualTo(Duration.ofSeconds(1));
            });
    assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("overloaded", 2L));

    mayEnd.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    await().until(() -> exporter.inFlight.bytes() == 0);
    assertThat(exporter.post(new byte[0], "content-type", "application/x-protobuf").statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<byte[]> postQuietly(byte[] body) {
    try {
      return exporter.post(body, "content-type", "application/x-protobuf");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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
