package io.treeline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Spans durably stored by a running exporter: acknowledged means that they survive a kill. */
final class IngestRun {

  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(8);

  private IngestRun() {}

  static Table measure() throws IOException, InterruptedException, ExecutionException {
    Table table =
        new Table(
            "Durable ingest",
            "protocol",
            "spans a request",
            "content",
            "clients",
            "spans/s",
            "spans per CPU second",
            "ack p50 ms",
            "ack p99 ms",
            "disk B/span");
    for (int content : new int[] {0, 2048}) {
      for (int spans : new int[] {50, 512}) {
        for (boolean grpc : new boolean[] {true, false}) {
          one(table, grpc, spans, content, 16);
        }
      }
    }
    return table;
  }

  private static void one(Table table, boolean grpc, int spans, int content, int clients)
      throws IOException, InterruptedException, ExecutionException {
    Path data = Files.createTempDirectory("treeline-ingest");
    int grpcPort = ForkedServer.freePort();
    int httpPort = ForkedServer.freePort();
    int apiPort = ForkedServer.freePort();
    List<String> command =
        List.of(
            Artifacts.java(),
            "-Xmx2g",
            "-jar",
            Artifacts.exporter().toString(),
            "serve",
            "--data-dir=" + data,
            "--grpc-port=" + grpcPort,
            "--http-port=" + httpPort,
            "--web-port=" + apiPort);
    try (ForkedServer server = ForkedServer.start(command, grpc ? grpcPort : httpPort)) {
      OtlpLoad load =
          new OtlpLoad(
              grpc ? grpcPort : httpPort, grpc, OtlpPayload.of(spans, content), spans, clients);
      OtlpLoad.Result warm = load.run(WARM_UP);
      Duration cpuBefore = server.cpu();
      OtlpLoad.Result result = load.run(MEASURED);
      double cpuSeconds = server.cpu().minus(cpuBefore).toNanos() / 1e9;
      table.row(
          grpc ? "gRPC" : "HTTP",
          Integer.toString(spans),
          content == 0 ? "none" : content / 1024 + " KB",
          Integer.toString(clients),
          String.format("%,.0f", result.perSecond()),
          String.format("%,.0f", result.spans() / cpuSeconds),
          String.format("%.1f", result.p50Millis()),
          String.format("%.1f", result.p99Millis()),
          String.format("%,.0f", (double) sizeOf(data) / (warm.spans() + result.spans())));
    } finally {
      delete(data);
    }
  }

  private static long sizeOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
