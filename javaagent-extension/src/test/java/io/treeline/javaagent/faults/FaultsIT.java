package io.treeline.javaagent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The application sees no difference, whatever of ours fails: {@link FaultRun}.
 *
 * <p>A build lets one method in {@value #SAMPLED} fail; with {@code -Dtreeline.faults=all} all of
 * them do, and those of more libraries.
 */
class FaultsIT {

  private static final int SAMPLED = 6;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String ALL = "all";

  @TempDir Path directory;

  @Test
  void methodsOfOurs_failInTurn_andTheApplicationSeesNoDifference() throws Exception {
    int every = ALL.equals(System.getProperty("treeline.faults")) ? 1 : SAMPLED;
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    backend.start();
    try {
      String output =
          run(
              AgentJvm.builder(FaultProgram.class)
                  .libraries(
                      "com.openai:openai-java:4.101.0",
                      "dev.langchain4j:langchain4j:1.18.1",
                      "dev.langchain4j:langchain4j-open-ai:1.18.1",
                      "io.modelcontextprotocol.sdk:mcp:2.1.0",
                      "org.apache.tomcat.embed:tomcat-embed-core:11.0.25")
                  .property("tomcat.base", directory.toString())
                  .property(
                      "backend", "http://127.0.0.1:" + backend.getAddress().getPort() + "/ask"),
              every);

      // Fewer would mean that the second agent no longer finds our classes.
      assertThat(number(output, "REACHED")).isGreaterThan(400);
      assertThat(number(output, "FAILED")).isGreaterThan(390 / every);
    } finally {
      backend.stop(0);
    }
  }

  @EnabledIfSystemProperty(named = "treeline.faults", matches = ALL)
  @ParameterizedTest
  @CsvSource({
    "stainless.anthropic.AnthropicScenarios, com.anthropic:anthropic-java:3.12.0",
    "google.genai.GoogleGenAiScenarios, com.google.genai:google-genai:1.70.0",
    "bedrock.ConverseScenarios, software.amazon.awssdk:bedrockruntime:2.54.14",
    "azureopenai.AzureOpenAiScenarios, com.azure:azure-ai-openai:1.0.0-beta.16",
    "springai.SpringAiScenarios, org.springframework.ai:spring-ai-openai:2.0.1 "
        + "org.springframework.ai:spring-ai-client-chat:2.0.1 "
        + "org.springframework.ai:spring-ai-vector-store:2.0.0 "
        + "com.fasterxml.jackson.core:jackson-annotations:2.21"
  })
  void methodsOfALibrary_failInTurn_andTheApplicationSeesNoDifference(
      String scenarios, String libraries) throws Exception {
    String output =
        run(
            AgentJvm.builder(LibraryFaultProgram.class)
                .libraries(libraries.split(" "))
                .arguments("io.treeline.javaagent.instrumentation." + scenarios),
            1);

    assertThat(number(output, "FAILED")).isGreaterThan(150);
  }

  private String run(AgentJvm.Builder program, int every) throws Exception {
    Path byteBuddy =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        LoopbackModelServer models = LoopbackModelServer.start();
        AgentJvm jvm =
            program
                .classPath(byteBuddy)
                .treelineApi()
                .exportTo(receiver)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + agentJar(directory))
                .property("every", Integer.toString(every))
                .property("limit.seconds", Long.toString(LIMIT.toSeconds()))
                .property("server", models.baseUrl())
                .start()) {
      String output = jvm.awaitSuccess(LIMIT.plusMinutes(2)).output();
      assertThat(output.lines().filter(line -> line.startsWith("HARM "))).isEmpty();
      return output;
    }
  }

  private static int number(String output, String name) {
    return Integer.parseInt(output.replaceAll("(?s).*\\n" + name + " (\\d+)\\n.*", "$1"));
  }

  /** A jar of nothing but a manifest: its classes are on the program's class path. */
  private static Path agentJar(Path directory) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
    Path jar = directory.resolve("faults.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream empty = new JarOutputStream(out, manifest)) {
      empty.finish();
    }
    return jar;
  }
}
