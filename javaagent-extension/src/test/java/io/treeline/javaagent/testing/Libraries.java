package io.treeline.javaagent.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Jars of libraries at any version, with what they need. Maven looks them up in a POM of their own,
 * so that the versions of this build have no say.
 */
final class Libraries {

  private static final Path TARGET = AgentJvm.MODULE.resolve("target/libraries");

  /**
   * Looks up, or returns what an earlier look-up found.
   *
   * @param coordinates {@code group:artifact:version} each
   */
  static synchronized List<Path> classPathOf(List<String> coordinates) {
    Path directory = TARGET.resolve(directoryName(coordinates));
    Path found = directory.resolve("classpath.txt");
    try {
      if (!Files.exists(found)) {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("pom.xml"), pom(coordinates));
        runMaven(directory, found);
      }
      return Arrays.stream(Files.readString(found).strip().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot look up " + coordinates, e);
    }
  }

  private static void runMaven(Path directory, Path found) throws IOException {
    Path root = AgentJvm.MODULE.getParent();
    boolean windows = File.separatorChar == '\\';
    List<String> command = new ArrayList<>();
    command.add(root.resolve(windows ? "mvnw.cmd" : "mvnw").toString());
    command.addAll(List.of("-q", "-B", "-ntp", "-f", directory.resolve("pom.xml").toString()));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    Path part = directory.resolve("classpath.part");
    command.add("org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath");
    command.add("-Dmdep.outputFile=" + part);
    Path log = directory.resolve("maven.log");
    Process maven =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!maven.waitFor(5, TimeUnit.MINUTES) || maven.exitValue() != 0) {
        maven.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", command) + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      maven.destroyForcibly();
      throw new IllegalStateException("interrupted while Maven ran", e);
    }
    Files.move(part, found);
  }

  private static String pom(List<String> coordinates) {
    String dependencies =
        coordinates.stream()
            .map(Libraries::dependency)
            .collect(Collectors.joining("\n", "<dependencies>\n", "\n</dependencies>"));
    return """
        <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.treeline.testing</groupId>
        <artifactId>libraries</artifactId>
        <version>1</version>
        %s
        </project>
        """
        .formatted(dependencies);
  }

  private static String dependency(String coordinates) {
    String[] parts = coordinates.split(":");
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a library must be given as group:artifact:version: was \"" + coordinates + "\"");
    }
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted((Object[]) parts);
  }

  private static String directoryName(List<String> coordinates) {
    String readable =
        coordinates.stream()
            .map(one -> one.substring(one.indexOf(':') + 1).replace(':', '-'))
            .collect(Collectors.joining("_"));
    String hash = HexFormat.of().toHexDigits(coordinates.hashCode());
    return readable.substring(0, Math.min(80, readable.length())) + "_" + hash;
  }

  private Libraries() {}
}
