package io.treeline.demo;

import io.treeline.demo.model.ModelServerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The model server in a JVM of its own, as a provider's server is: whatever watches this JVM does
 * not see into that one.
 */
final class ModelProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final String baseUrl;

  private ModelProcess(Process process, BufferedReader output, String baseUrl) {
    this.process = process;
    this.output = output;
    this.baseUrl = baseUrl;
  }

  /** Starts it with the Java that runs this, and waits until it listens. */
  static ModelProcess start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ownJar(),
            ModelServerMain.class.getName());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    // May hold an agent meant for this JVM.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String baseUrl = output.readLine();
    if (baseUrl == null) {
      throw new IOException("the model server ended before it listened; its messages are above");
    }
    return new ModelProcess(process, output, baseUrl);
  }

  /** Such as {@code http://127.0.0.1:41234/v1}. */
  String baseUrl() {
    return baseUrl;
  }

  /** Ends the server, and says what it billed. */
  String bill() throws IOException {
    process.getOutputStream().close();
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the model server ended without a bill; its messages are above");
    }
    String[] numbers = line.split(" ", -1);
    return "%s calls, %s input tokens (%s cached), %s output (%s reasoning)"
        .formatted((Object[]) numbers);
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static String ownJar() throws IOException {
    try {
      return Path.of(
              ModelServerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell which jar the demo was started from", e);
    }
  }
}
