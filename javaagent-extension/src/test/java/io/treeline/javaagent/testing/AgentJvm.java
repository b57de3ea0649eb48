package io.treeline.javaagent.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java program run under the agent's jar in a JVM of its own. */
public final class AgentJvm implements AutoCloseable {

  /** Directory of this module, wherever the build was started. */
  static final Path MODULE =
      Path.of(System.getProperty("basedir", System.getProperty("user.dir"))).toAbsolutePath();

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;

  private AgentJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** A program of the test classes. */
  public static Builder builder(Class<?> main) {
    return new Builder(main.getName());
  }

  /**
   * A program of the class path that the builder is given.
   *
   * @param main a class, or a file of source from which the JDK runs it
   */
  public static Builder builder(String main) {
    return new Builder(main);
  }

  /** The jar that users attach. */
  public static Path agentJar() {
    return built("treeline-javaagent.jar");
  }

  /** The jar for those who run the OpenTelemetry agent already. */
  public static Path extensionJar() {
    return built("treeline-javaagent-extension.jar");
  }

  /** The OpenTelemetry agent as it comes. */
  public static Path upstreamAgentJar() {
    return built("upstream/opentelemetry-javaagent.jar");
  }

  /** Waits until the program has ended; fails with its output unless the exit code is 0. */
  public AgentJvm awaitSuccess() {
    return awaitSuccess(LIMIT);
  }

  /** The same for a program that may take longer than most. */
  public AgentJvm awaitSuccess(Duration limit) {
    int exitCode = await(limit);
    if (exitCode != 0) {
      throw new AssertionError("the program ended with " + exitCode + ":\n" + output());
    }
    return this;
  }

  /**
   * Waits until the program has ended.
   *
   * @return the exit code
   */
  public int await() {
    return await(LIMIT);
  }

  private int await(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program did not end within " + limit + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("interrupted while the program ran", e);
    }
  }

  /** What the program and the agent have written so far, standard output and error together. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For programs that the test itself brings to an end. */
  public Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Path built(String name) {
    Path jar = MODULE.resolve("target").resolve(name);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar
              + " is missing: build it with ./mvnw package -pl javaagent-extension -am"
              + " -DskipTests");
    }
    return jar;
  }

  /** How to run a program. Every setting may be left out. */
  public static final class Builder {
    private final String main;
    private final List<String> agentArguments = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private Path jdk = TestJdks.running();

    private Builder(String main) {
      this.main = main;
      agentArguments.add("-javaagent:" + agentJar());
      classPath.add(MODULE.resolve("target/test-classes"));
      // Short, because a test waits for it; the defaults of the agent are seconds.
      property("otel.bsp.schedule.delay", "50");
      property("otel.metric.export.interval", "200");
      property("otel.service.name", "test");
      property("otel.exporter.otlp.endpoint", "http://127.0.0.1:9");
    }

    /** Without any agent. */
    public Builder withoutAgent() {
      agentArguments.clear();
      return this;
    }

    /** Under the OpenTelemetry agent as it comes, with our extension named by a property. */
    public Builder withExtensionOnly() {
      agentArguments.clear();
      agentArguments.add("-javaagent:" + upstreamAgentJar());
      return property("otel.javaagent.extensions", extensionJar().toString());
    }

    /** Adds libraries with what they need, each as {@code group:artifact:version}. */
    public Builder libraries(String... coordinates) {
      classPath.addAll(Libraries.classPathOf(List.of(coordinates)));
      return this;
    }

    /** Adds jars or directories. */
    public Builder classPath(Path... entries) {
      classPath.addAll(List.of(entries));
      return this;
    }

    /** Adds the compiled {@code treeline-api}, with what it needs. */
    public Builder treelineApi() {
      Path root = MODULE.getParent();
      classPath(root.resolve("api/target/classes"), root.resolve("semconv/target/classes"));
      classPath(jarOf("io.opentelemetry.api.OpenTelemetry"));
      classPath(jarOf("io.opentelemetry.context.Context"));
      return classPath(jarOf("io.opentelemetry.common.ComponentLoader"));
    }

    /** Runs on another JDK, see {@link TestJdks}. */
    public Builder jdk(Path home) {
      jdk = home;
      return this;
    }

    public Builder property(String key, String value) {
      properties.put(key, value);
      return this;
    }

    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Builder arguments(String... values) {
      arguments.addAll(List.of(values));
      return this;
    }

    public Builder exportTo(OtlpTestReceiver receiver) {
      return property("otel.exporter.otlp.endpoint", receiver.endpoint());
    }

    public AgentJvm start() throws IOException {
      List<String> command = new ArrayList<>();
      command.add(TestJdks.java(jdk).toString());
      // These JVMs live for seconds: the optimizing compiler would take more than it gives back.
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-XX:+UseSerialGC");
      command.addAll(agentArguments);
      properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.add("-cp");
      command.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
      command.add(main);
      command.addAll(arguments);
      Path directory = Files.createDirectories(MODULE.resolve("target/agent-jvm"));
      Path output =
          Files.createTempFile(directory, main.substring(main.lastIndexOf('/') + 1) + "-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
      builder.environment().putAll(environment);
      return new AgentJvm(builder.start(), output);
    }

    private static Path jarOf(String className) {
      try {
        return Path.of(
            Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
      } catch (ReflectiveOperationException | URISyntaxException e) {
        throw new IllegalStateException(className + " is not on the test's class path", e);
      }
    }
  }
}
