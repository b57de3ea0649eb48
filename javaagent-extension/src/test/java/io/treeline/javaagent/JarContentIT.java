package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the two jars, and what must not be. */
class JarContentIT {

  private static final String EMBEDDED = "extensions/treeline-javaagent-extension.jar";
  private static final String DEFAULTS = "io/treeline/javaagent/distribution.properties";

  @Test
  void extension_hasOurPackagesAlone() throws IOException {
    Set<String> folders =
        entries(Files.readAllBytes(AgentJvm.extensionJar())).keySet().stream()
            .filter(name -> name.endsWith(".class"))
            .map(name -> name.substring(0, name.lastIndexOf('/')))
            .map(JarContentIT::room)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(folders)
        .containsExactly(
            "io/opentelemetry/javaagent/treeline", "io/treeline/javaagent", "io/treeline/semconv");
  }

  @Test
  void agent_isUpstreamsPlusOurExtensionAndLicences() throws IOException {
    TreeMap<String, Long> upstream = entries(Files.readAllBytes(AgentJvm.upstreamAgentJar()));
    TreeMap<String, Long> ours = entries(Files.readAllBytes(AgentJvm.agentJar()));

    assertThat(ours).containsAllEntriesOf(upstream);
    Set<String> added = new TreeSet<>(ours.keySet());
    added.removeAll(upstream.keySet());
    assertThat(added)
        .containsExactly("META-INF/treeline/LICENSE", "META-INF/treeline/NOTICE", EMBEDDED);
    assertThat(ours.keySet()).anyMatch(name -> name.startsWith("META-INF/licenses/"));
  }

  @Test
  void agent_keepsUpstreamsManifest() throws IOException {
    try (JarInputStream upstream =
            new JarInputStream(Files.newInputStream(AgentJvm.upstreamAgentJar()));
        JarInputStream ours = new JarInputStream(Files.newInputStream(AgentJvm.agentJar()))) {
      assertThat(ours.getManifest()).isEqualTo(upstream.getManifest());
      assertThat(ours.getManifest().getMainAttributes().getValue("Premain-Class"))
          .isEqualTo("io.opentelemetry.javaagent.OpenTelemetryAgent");
    }
  }

  @Test
  void embeddedExtension_isTheExtensionPlusDefaults() throws IOException {
    TreeMap<String, Long> extension = entries(Files.readAllBytes(AgentJvm.extensionJar()));
    TreeMap<String, Long> embedded;
    try (JarFile agent = new JarFile(AgentJvm.agentJar().toFile());
        InputStream in = agent.getInputStream(agent.getEntry(EMBEDDED))) {
      embedded = entries(in.readAllBytes());
    }

    assertThat(embedded).containsAllEntriesOf(extension);
    Set<String> added = new TreeSet<>(embedded.keySet());
    added.removeAll(extension.keySet());
    assertThat(added).containsExactly(DEFAULTS);
  }

  @Test
  void entries_haveOneFixedTime() throws IOException {
    for (Path jar : new Path[] {AgentJvm.agentJar(), AgentJvm.extensionJar()}) {
      try (JarFile file = new JarFile(jar.toFile())) {
        assertThat(file.stream().map(ZipEntry::getTimeLocal).distinct())
            .singleElement()
            .asString()
            .isEqualTo("2026-11-23T00:00");
      }
    }
  }

  private static String room(String folder) {
    for (String room :
        new String[] {
          "io/opentelemetry/javaagent/treeline", "io/treeline/javaagent", "io/treeline/semconv"
        }) {
      if (folder.equals(room) || folder.startsWith(room + "/")) {
        return room;
      }
    }
    return folder;
  }

  /** Checksums by name. */
  private static TreeMap<String, Long> entries(byte[] jar) throws IOException {
    TreeMap<String, Long> checksums = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        in.transferTo(OutputStream.nullOutputStream());
        checksums.put(entry.getName(), entry.getCrc());
      }
    }
    return checksums;
  }
}
