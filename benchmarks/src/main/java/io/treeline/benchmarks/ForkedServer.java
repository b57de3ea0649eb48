package io.treeline.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in its own process, so that its processor time can be told from the load's. */
final class ForkedServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;

  private ForkedServer(Process process) {
    this.process = process;
  }

  /** Starts a command and waits until the port accepts connections. */
  static ForkedServer start(List<String> command, int port)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    ForkedServer server = new ForkedServer(process);
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!accepts(port)) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        server.close();
        throw new IllegalStateException(
            "server did not open port " + port + " within " + START_LIMIT + ": " + command);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return server;
  }

  /** Processor time used so far by all threads of the process. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** Memory that the process has in use, of Linux. */
  long residentBytes() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    return 0;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks the process to stop, then makes it stop. An interrupt is kept for the caller. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
