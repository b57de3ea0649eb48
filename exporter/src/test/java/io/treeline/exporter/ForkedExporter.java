package io.treeline.exporter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An exporter in a process of its own, as a user starts it, so that it can be killed. */
final class ForkedExporter implements AutoCloseable {

  private static final int READY_SECONDS = 60;

  private final Process process;
  private final Path unpacked;
  private final CompletableFuture<Integer> httpPort = new CompletableFuture<>();
  private final CompletableFuture<Integer> webPort = new CompletableFuture<>();
  private final StringBuffer output = new StringBuffer();

  private ForkedExporter(Process process, Path unpacked) {
    this.process = process;
    this.unpacked = unpacked;
  }

  /** Starts one; returns before it listens. */
  static ForkedExporter start(Path data, List<String> javaFlags, String... flags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Half of a start is the compiler's otherwise.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx512m"));
    // The engine unpacks its library there, and a killed process leaves it behind.
    Path unpacked = Files.createTempDirectory("forked-exporter");
    command.add("-Djava.io.tmpdir=" + unpacked);
    command.addAll(javaFlags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ExporterMain.class.getName(),
            "serve",
            "--data-dir=" + data,
            "--grpc-port=0",
            "--http-port=0",
            "--web-port=0"));
    command.addAll(List.of(flags));
    ForkedExporter forked =
        new ForkedExporter(new ProcessBuilder(command).redirectErrorStream(true).start(), unpacked);
    Thread reader = new Thread(forked::read, "forked-exporter");
    reader.setDaemon(true);
    reader.start();
    return forked;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.contains("OTLP/HTTP")) {
          httpPort.complete(port(line));
        } else if (line.contains("dashboard")) {
          webPort.complete(port(line));
        }
      }
    } catch (IOException e) {
      // The pipe of a killed process may break instead of ending.
      output.append(e);
    }
    httpPort.completeExceptionally(new IllegalStateException("it ended:\n" + output));
    webPort.completeExceptionally(new IllegalStateException("it ended:\n" + output));
  }

  private static int port(String line) {
    String rest = line.substring(line.indexOf("http://") + "http://".length());
    return Integer.parseInt(rest.replaceFirst("[^:]*:(\\d+).*", "$1"));
  }

  /** Waits until it listens. */
  int httpPort() throws Exception {
    return httpPort.get(READY_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until it listens. */
  int webPort() throws Exception {
    return webPort.get(READY_SECONDS, TimeUnit.SECONDS);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  String output() {
    return output.toString();
  }

  /** {@code kill -9}; waits for its end and gives its exit code. */
  int kill() {
    process.destroyForcibly();
    return process.onExit().join().exitValue();
  }

  /** Tells it to stop and waits. */
  int stop() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  /** Waits for its own end. */
  int exitCode() {
    try {
      if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + output);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
