package io.treeline.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Server libraries side by side: each receives OTLP, decodes it and throws it away. */
final class ReceiverRun {

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  private ReceiverRun() {}

  static Table measure() throws IOException, InterruptedException, ExecutionException {
    Table table =
        new Table(
            "Server libraries: received, decoded, discarded (3.9 KB)",
            "server",
            "protocol",
            "spans a request",
            "spans/s",
            "spans per CPU second",
            "ack p50 ms",
            "ack p99 ms");
    for (int spans : new int[] {50, 512}) {
      one(table, "armeria", true, spans);
      one(table, "grpc-netty", true, spans);
      one(table, "armeria", false, spans);
    }
    return table;
  }

  private static void one(Table table, String library, boolean grpc, int spans)
      throws IOException, InterruptedException, ExecutionException {
    int port = ForkedServer.freePort();
    List<String> command =
        List.of(
            Artifacts.java(),
            "-Xmx1g",
            "-cp",
            Artifacts.classPath(),
            ReceiverServer.class.getName(),
            library,
            Integer.toString(port));
    try (ForkedServer server = ForkedServer.start(command, port)) {
      OtlpLoad load =
          new OtlpLoad(
              port,
              grpc ? OtlpLoad.Target.GRPC : OtlpLoad.Target.HTTP,
              OtlpPayload.of(spans, OtlpPayload.Kind.CONVERSATION),
              16);
      load.run(WARM_UP);
      Duration before = server.cpu();
      OtlpLoad.Result result = load.run(MEASURED);
      double cpuSeconds = server.cpu().minus(before).toNanos() / 1e9;
      table.row(
          library,
          grpc ? "gRPC" : "HTTP",
          Integer.toString(spans),
          String.format("%,.0f", result.perSecond()),
          String.format("%,.0f", result.spans() / cpuSeconds),
          String.format("%.1f", result.p50Millis()),
          String.format("%.1f", result.p99Millis()));
    }
  }
}
