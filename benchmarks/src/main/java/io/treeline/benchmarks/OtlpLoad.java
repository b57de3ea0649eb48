package io.treeline.benchmarks;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends export requests from several closed-loop clients for a while and counts what was
 * acknowledged.
 */
final class OtlpLoad {

  private final WebClient client;
  private final boolean grpc;
  private final OtlpPayload payload;
  private final int spansPerRequest;
  private final int clients;

  OtlpLoad(int port, boolean grpc, OtlpPayload payload, int spansPerRequest, int clients) {
    this.client =
        WebClient.builder("h2c://127.0.0.1:" + port)
            .responseTimeout(Duration.ofSeconds(60))
            .writeTimeout(Duration.ofSeconds(60))
            .build();
    this.grpc = grpc;
    this.payload = payload;
    this.spansPerRequest = spansPerRequest;
    this.clients = clients;
  }

  /**
   * What a run acknowledged.
   *
   * @param spans acknowledged
   * @param wall from first request to last answer
   * @param p50Millis median time to an acknowledgement
   * @param p99Millis 99th percentile of it
   */
  record Result(long spans, Duration wall, double p50Millis, double p99Millis) {
    double perSecond() {
      return spans / (wall.toNanos() / 1e9);
    }
  }

  Result run(Duration duration) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      List<Future<List<Long>>> futures = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        futures.add(pool.submit(() -> sendUntil(end)));
      }
      List<Long> latencies = new ArrayList<>();
      for (Future<List<Long>> future : futures) {
        latencies.addAll(future.get());
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return new Result(
          (long) sorted.length * spansPerRequest,
          wall,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Long> sendUntil(long endNanos) {
    List<Long> latencies = new ArrayList<>();
    while (System.nanoTime() < endNanos) {
      long start = System.nanoTime();
      send();
      latencies.add(System.nanoTime() - start);
    }
    return latencies;
  }

  private void send() {
    byte[] body = payload.fresh();
    AggregatedHttpResponse response =
        grpc
            ? client
                .execute(
                    headers(
                        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                        "application/grpc"),
                    HttpData.wrap(framed(body)))
                .aggregate()
                .join()
            : client
                .execute(headers("/v1/traces", "application/x-protobuf"), HttpData.wrap(body))
                .aggregate()
                .join();
    // A gRPC status may stand in the trailers, or in the headers of an answer without a body.
    String grpcStatus =
        response.trailers().get("grpc-status", response.headers().get("grpc-status", "missing"));
    if (response.status().code() != 200 || (grpc && !"0".equals(grpcStatus))) {
      throw new IllegalStateException(
          "export failed: HTTP "
              + response.status()
              + ", gRPC status "
              + grpcStatus
              + ", "
              + response.trailers().get("grpc-message", "")
              + " "
              + response.contentUtf8());
    }
  }

  private RequestHeaders headers(String path, String contentType) {
    return RequestHeaders.builder(HttpMethod.POST, path)
        .set("content-type", contentType)
        .set("te", "trailers")
        .build();
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 5)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
