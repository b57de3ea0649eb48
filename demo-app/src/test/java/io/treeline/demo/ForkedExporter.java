package io.treeline.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The exporter as users start it, on free ports, with its store in a directory. */
final class ForkedExporter implements AutoCloseable {

  private static final Duration TIME_TO_START = Duration.ofSeconds(60);

  private final ForkedJava process;
  private final String otlpEndpoint;
  private final String webEndpoint;

  private ForkedExporter(ForkedJava process, String otlpEndpoint, String webEndpoint) {
    this.process = process;
    this.otlpEndpoint = otlpEndpoint;
    this.webEndpoint = webEndpoint;
  }

  static ForkedExporter start(Path directory) throws IOException {
    ForkedJava process =
        ForkedJava.start(
            Path.of(System.getProperty("java.home")),
            directory.resolve("exporter.log"),
            List.of(
                "-jar",
                ForkedJava.jar("treeline.exporter.jar").toString(),
                "serve",
                "--grpc-port=0",
                "--http-port=0",
                "--web-port=0",
                "--data-dir=" + directory.resolve("data")));
    Awaitility.await("the exporter says where it listens")
        .atMost(TIME_TO_START)
        .failFast("the exporter ended early", () -> !process.running())
        .until(() -> port(process, "OTLP/HTTP") > 0 && port(process, "dashboard") > 0);
    return new ForkedExporter(
        process,
        "http://127.0.0.1:" + port(process, "OTLP/HTTP"),
        "http://127.0.0.1:" + port(process, "dashboard"));
  }

  /** Of OTLP over HTTP. */
  String otlpEndpoint() {
    return otlpEndpoint;
  }

  /** Of REST and the dashboard. */
  String webEndpoint() {
    return webEndpoint;
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }

  private static int port(ForkedJava process, String what) {
    Matcher matcher =
        Pattern.compile(Pattern.quote(what) + "[^\\n]*?:(\\d+)").matcher(process.output());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
