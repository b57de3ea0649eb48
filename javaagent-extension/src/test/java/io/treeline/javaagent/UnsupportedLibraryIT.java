package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that lacks what our advice uses is left alone, and the user is told. */
class UnsupportedLibraryIT {

  private static final String BRIDGE = "io/treeline/api/internal/AgentBridge";

  @TempDir Path directory;

  /** A bridge whose {@code openSession} has other parameters than the one we know. */
  @Test
  void libraryOfAnotherShape_isLeftAloneWithOneLine() throws Exception {
    Path jar =
        jar(
            "treeline-api-9.9.jar",
            """
            package io.treeline.api.internal;

            public class AgentBridge {
              public static AutoCloseable openSession(int number) {
                return null;
              }

              public static void main(String[] args) {
                System.out.println("opened " + openSession(1));
              }
            }
            """);

    try (AgentJvm jvm =
        AgentJvm.builder("io.treeline.api.internal.AgentBridge")
            .classPath(jar)
            .property("otel.traces.exporter", "none")
            .property("treeline.instrumentation.openai.enabled", "false")
            .environment("TREELINE_AGENT_REPORT", "true")
            .start()) {
      String output = jvm.awaitSuccess().output();

      assertThat(output).contains("opened null");
      List<String> lines = output.lines().filter(line -> line.contains("Treeline leaves")).toList();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0))
          .contains("WARN")
          .contains("Treeline leaves api alone: treeline-api-9.9.jar looks different")
          .contains("(treeline-api 0.1)")
          .contains("Missing method")
          .contains("Its calls will not appear as spans; nothing else is affected.");
      assertThat(output.substring(output.indexOf("Treeline report")).lines())
          .anyMatch(
              line -> line.matches("    api: left alone, treeline-api-9.9.jar: .* differences.*"))
          .contains(
              "    openai: switched off, treeline.instrumentation.openai.enabled is false",
              "  spans ended: none",
              "  tracing failures: none",
              "    otel.traces.exporter: none",
              "    treeline.agent.report: true");
    }
  }

  private Path jar(String name, String source) throws Exception {
    Path file = directory.resolve("AgentBridge.java");
    Files.writeString(file, source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), file.toString());
    assertThat(result).isZero();
    Path jar = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(BRIDGE + ".class"));
      entries.write(Files.readAllBytes(directory.resolve(BRIDGE + ".class")));
    }
    return jar;
  }
}
