package io.treeline.javaagent.session;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How {@link SessionProgram} is run, and what of its spans speaks of sessions. */
final class SessionRuns {

  static AgentJvm.Builder program() {
    return AgentJvm.builder(SessionProgram.class)
        .treelineApi()
        .libraries("io.projectreactor:reactor-core:3.7.9");
  }

  static Map<String, Object> session(ReceivedSpan span) {
    Map<String, Object> session = new TreeMap<>(span.attributes());
    session
        .keySet()
        .removeIf(
            key ->
                !key.equals("session.id")
                    && !key.equals("user.id")
                    && !key.startsWith("treeline.session.")
                    && !key.startsWith("treeline.property."));
    return session;
  }

  static boolean hasVirtualThreads(Path jdk) {
    try {
      String version =
          Files.readAllLines(jdk.resolve("release")).stream()
              .filter(line -> line.startsWith("JAVA_VERSION="))
              .findFirst()
              .orElseThrow();
      return Integer.parseInt(version.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1")) >= 21;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SessionRuns() {}
}
