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
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application sees no difference, whatever of ours fails: {@link FaultProgram}. */
class FaultsIT {

  @Test
  void everyMethodOfOurs_failsInTurn_andTheApplicationSeesNoDifference(@TempDir Path directory)
      throws Exception {
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    backend.start();
    Path byteBuddy =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        LoopbackModelServer models = LoopbackModelServer.start();
        AgentJvm jvm =
            AgentJvm.builder(FaultProgram.class)
                .libraries(
                    "com.openai:openai-java:4.101.0",
                    "dev.langchain4j:langchain4j:1.18.1",
                    "dev.langchain4j:langchain4j-open-ai:1.18.1",
                    "io.modelcontextprotocol.sdk:mcp:2.1.0",
                    "org.apache.tomcat.embed:tomcat-embed-core:11.0.25")
                .classPath(byteBuddy)
                .treelineApi()
                .exportTo(receiver)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + agentJar(directory))
                .property("server", models.baseUrl())
                .property("tomcat.base", directory.toString())
                .property("backend", "http://127.0.0.1:" + backend.getAddress().getPort() + "/ask")
                .start()) {
      jvm.awaitSuccess();

      assertThat(jvm.output()).contains("HARMED 0\n");
      // Fewer would mean that the second agent no longer finds our classes.
      String failed = jvm.output().replaceAll("(?s).*FAILED (\\d+) of .*", "$1");
      assertThat(Integer.parseInt(failed)).isGreaterThan(200);
    } finally {
      backend.stop(0);
    }
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
