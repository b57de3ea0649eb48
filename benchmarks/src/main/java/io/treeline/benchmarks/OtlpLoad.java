package io.treeline.benchmarks;

import com.linecorp.armeria.client.ClientFactory;
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
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends export requests from several closed-loop clients for a while and counts what was
 * acknowledged.
 */
final class OtlpLoad {

  private static final ClientFactory FACTORY =
      ClientFactory.builder().connectTimeout(Duration.ofSeconds(60)).build();

  private final WebClient client;
  private final Target target;
  private final Payload payload;
  private final int clients;
  private final LongAdder refused = new LongAdder();

  /** How requests are sent. */
  enum Target {
    GRPC("/opentelemetry.proto.collector.trace.v1.TraceService/Export", "application/grpc"),
    HTTP("/v1/traces", "application/x-protobuf"),
    ZIPKIN("/api/v2/spans", "application/x-protobuf");

    final String path;
    final String contentType;

    Target(String path, String contentType) {
      this.path = path;
      this.contentType = contentType;
    }
  }

  OtlpLoad(int port, Target target, Payload payload, int clients) {
    this.client =
        WebClient.builder("h2c://127.0.0.1:" + port)
            // Load and server share the machine: even a connection may take its time.
            .factory(FACTORY)
            .responseTimeout(Duration.ofSeconds(60))
            .writeTimeout(Duration.ofSeconds(60))
            .build();
    this.target = target;
    this.payload = payload;
    this.clients = clients;
  }

  /**
   * What a run acknowledged.
   *
   * @param spans acknowledged
   * @param wall from first request to last answer
   * @param p50Millis median time to an acknowledgement
   * @param p99Millis 99th percentile of it
   * @param refused requests that were told to come again later
   */
  record Result(long spans, Duration wall, double p50Millis, double p99Millis, long refused) {
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
      if (sorted.length == 0) {
        throw new IllegalStateException("nothing was acknowledged, " + refused + " were refused");
      }
      return new Result(
          (long) sorted.length * payload.spans(),
          wall,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          refused.sumThenReset());
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Long> sendUntil(long endNanos) {
    List<Long> latencies = new ArrayList<>();
    while (System.nanoTime() < endNanos) {
      long start = System.nanoTime();
      if (send()) {
        latencies.add(System.nanoTime() - start);
      } else {
        refused.increment();
      }
    }
    return latencies;
  }

  /** Whether it was acknowledged; false when it was refused for now. */
  private boolean send() {
    boolean grpc = target == Target.GRPC;
    byte[] body = payload.fresh();
    AggregatedHttpResponse response =
        client
            .execute(
                RequestHeaders.builder(HttpMethod.POST, target.path)
                    .set("content-type", target.contentType)
                    .set("te", "trailers")
                    .build(),
                HttpData.wrap(grpc ? framed(body) : body))
            .aggregate()
            .join();
    // A gRPC status may stand in the trailers, or in the headers of an answer without a body.
    String grpcStatus =
        response.trailers().get("grpc-status", response.headers().get("grpc-status", "missing"));
    int status = response.status().code();
    if (status == 429 || (grpc && "8".equals(grpcStatus))) {
      return false;
    }
    if ((status != 200 && status != 202) || (grpc && !"0".equals(grpcStatus))) {
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
    return true;
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 5)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }
}
