package io.treeline.benchmarks;

import io.treeline.benchmarks.OtlpLoad.Target;
import io.treeline.benchmarks.OtlpPayload.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Spans per second and core: durably kept and loaded by a running exporter, beside a server that
 * decodes and discards, DuckDB's appender fed from memory, and Zipkin, which keeps its spans in
 * memory. The processor time is that of the server until everything that was acknowledged is in the
 * store.
 */
final class IngestRun {

  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("treeline.benchmarks.warmup", 5));
  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("treeline.benchmarks.seconds", 8));
  private static final int CLIENTS_OF_PEERS = 16;

  private IngestRun() {}

  static Table measure() throws IOException, InterruptedException, ExecutionException {
    Table table =
        new Table(
            "Durable ingest",
            "server",
            "protocol",
            "span",
            "spans a request",
            "clients",
            "acknowledged spans/s",
            "loaded spans/s",
            "spans per CPU second",
            "ack p50 ms",
            "ack p99 ms",
            "disk B/span");
    IngestChoice choice = IngestChoice.read();
    for (Kind kind : choice.kinds()) {
      if (choice.has("appender")) {
        appender(table, kind);
      }
      for (int spans : choice.batch()) {
        for (Target target : choice.protocols()) {
          if (choice.has("discard")) {
            discard(table, target, spans, kind);
          }
          for (int clients : choice.has("treeline") ? choice.clients() : List.<Integer>of()) {
            treeline(table, target, spans, kind, clients);
          }
        }
        if (choice.has("zipkin")) {
          zipkin(table, spans, kind);
        }
      }
    }
    return table;
  }

  private static void treeline(Table table, Target target, int spans, Kind kind, int clients)
      throws IOException, InterruptedException, ExecutionException {
    try (RunningTreeline treeline = RunningTreeline.start("2g")) {
      OtlpLoad load =
          new OtlpLoad(treeline.port(target), target, OtlpPayload.of(spans, kind), clients);
      OtlpLoad.Result warm = load.run(WARM_UP);
      treeline.awaitLoaded();
      Duration cpuBefore = treeline.cpu();
      long start = System.nanoTime();
      OtlpLoad.Result result = load.run(MEASURED);
      treeline.awaitLoaded();
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = treeline.cpu().minus(cpuBefore).toNanos() / 1e9;
      row(
          table,
          "Treeline",
          target.name(),
          kind,
          spans,
          clients,
          result,
          String.format("%,.0f", result.spans() / seconds),
          cpuSeconds,
          String.format("%,.0f", (double) treeline.diskBytes() / (warm.spans() + result.spans())));
    }
  }

  private static void discard(Table table, Target target, int spans, Kind kind)
      throws IOException, InterruptedException, ExecutionException {
    int port = ForkedServer.freePort();
    List<String> command =
        List.of(
            Artifacts.java(),
            "-Xmx2g",
            "-cp",
            Artifacts.classPath(),
            ReceiverServer.class.getName(),
            "armeria",
            Integer.toString(port));
    peer(table, "decode and discard", command, port, target, OtlpPayload.of(spans, kind), kind);
  }

  private static void zipkin(Table table, int spans, Kind kind)
      throws IOException, InterruptedException, ExecutionException {
    Optional<Path> jar = Artifacts.zipkin();
    if (jar.isEmpty()) {
      return;
    }
    int port = ForkedServer.freePort();
    List<String> command =
        List.of(
            Artifacts.java(),
            "-Xmx2g",
            "-DQUERY_PORT=" + port,
            "-Dserver.port=" + port,
            "-Darmeria.ports[0].port=" + port,
            "-Darmeria.ports[0].protocols[0]=http",
            "-jar",
            jar.get().toString());
    try {
      peer(table, "Zipkin", command, port, Target.ZIPKIN, ZipkinPayload.of(spans, kind), kind);
    } catch (IllegalStateException | ExecutionException e) {
      // A peer that fails must not take the other rows with it.
      System.err.println("Zipkin could not be measured: " + e);
    }
  }

  private static void peer(
      Table table,
      String name,
      List<String> command,
      int port,
      Target target,
      Payload payload,
      Kind kind)
      throws IOException, InterruptedException, ExecutionException {
    try (ForkedServer server = ForkedServer.start(command, port)) {
      OtlpLoad load = new OtlpLoad(port, target, payload, CLIENTS_OF_PEERS);
      load.run(WARM_UP);
      Duration cpuBefore = server.cpu();
      OtlpLoad.Result result = load.run(MEASURED);
      double cpuSeconds = server.cpu().minus(cpuBefore).toNanos() / 1e9;
      row(
          table,
          name,
          target.name(),
          kind,
          payload.spans(),
          CLIENTS_OF_PEERS,
          result,
          "-",
          cpuSeconds,
          "-");
    }
  }

  /** In its own process, which prints what it did. */
  private static void appender(Table table, Kind kind) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("treeline-appender");
    try {
      List<String> command = new ArrayList<>();
      command.add(Artifacts.java());
      command.addAll(
          List.of(
              "-Xmx2g",
              "-cp",
              Artifacts.classPath() + java.io.File.pathSeparator + Artifacts.exporter(),
              AppenderMain.class.getName(),
              directory.toString(),
              kind.name(),
              Long.toString(MEASURED.toSeconds())));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String[] numbers =
          new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .strip()
              .split(" ", -1);
      if (process.waitFor() != 0 || numbers.length != 3) {
        throw new IllegalStateException("the appender failed");
      }
      table.row(
          "DuckDB appender, from memory",
          "-",
          kind.title,
          "512",
          "1",
          "-",
          String.format("%,.0f", Double.parseDouble(numbers[0])),
          String.format("%,.0f", Double.parseDouble(numbers[1])),
          "-",
          "-",
          String.format("%,.0f", Double.parseDouble(numbers[2])));
    } finally {
      RunningTreeline.delete(directory);
    }
  }

  private static void row(
      Table table,
      String server,
      String protocol,
      Kind kind,
      int spans,
      int clients,
      OtlpLoad.Result result,
      String loaded,
      double cpuSeconds,
      String disk) {
    table.row(
        server,
        protocol,
        kind.title,
        Integer.toString(spans),
        Integer.toString(clients),
        String.format("%,.0f", result.perSecond()),
        loaded,
        String.format("%,.0f", result.spans() / cpuSeconds),
        String.format("%.1f", result.p50Millis()),
        String.format("%.1f", result.p99Millis()),
        disk);
  }
}
