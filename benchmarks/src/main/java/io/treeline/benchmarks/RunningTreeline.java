package io.treeline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An exporter in its own process, on a directory that is deleted with it. */
final class RunningTreeline implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);

  private final Path data;
  private final ForkedServer server;
  private final int grpcPort;
  private final int httpPort;
  private final WebClient web;

  private RunningTreeline(
      Path data, ForkedServer server, int grpcPort, int httpPort, WebClient web) {
    this.data = data;
    this.server = server;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
    this.web = web;
  }

  static RunningTreeline start(String heap, String... flags)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("treeline-ingest");
    int grpcPort = ForkedServer.freePort();
    int httpPort = ForkedServer.freePort();
    int webPort = ForkedServer.freePort();
    List<String> command = new ArrayList<>();
    command.add(Artifacts.java());
    command.add("-Xmx" + heap);
    // Such as -XX:StartFlightRecording=filename=/tmp/ingest.jfr
    Collections.addAll(
        command, System.getProperty("treeline.benchmarks.jvm", "-Xshare:auto").split(" ", -1));
    command.addAll(
        List.of(
            "-jar",
            Artifacts.exporter().toString(),
            "serve",
            "--data-dir=" + data,
            "--grpc-port=" + grpcPort,
            "--http-port=" + httpPort,
            "--web-port=" + webPort));
    command.addAll(List.of(flags));
    ForkedServer server = ForkedServer.start(command, httpPort);
    return new RunningTreeline(
        data, server, grpcPort, httpPort, WebClient.of("http://127.0.0.1:" + webPort));
  }

  int port(OtlpLoad.Target target) {
    return target == OtlpLoad.Target.GRPC ? grpcPort : httpPort;
  }

  Duration cpu() {
    return server.cpu();
  }

  long residentBytes() throws IOException {
    return server.residentBytes();
  }

  /** One of the exporter's own counters; 0 when it has none of that name. */
  long counter(String name) throws IOException {
    JsonNode status = JSON.readTree(web.get("/api/v1/status").aggregate().join().content().array());
    return status.at("/received/" + name).asLong();
  }

  /** Waits until everything acknowledged is in the store. */
  void awaitLoaded() throws IOException, InterruptedException {
    long limit = System.nanoTime() + LONGEST_LOAD.toNanos();
    while (counter("journal_bytes_waiting") > 0) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("not loaded after " + LONGEST_LOAD);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  long diskBytes() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().contains("journal"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    delete(data);
  }
}
