package io.treeline.javaagent.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs against libraries whose classes are newer than the JDK that builds. */
public final class JavaSource {

  private JavaSource() {}

  /**
   * Compiles one of the test resources, with the tests' own classes to call.
   *
   * @param resource such as {@code embabel/EmbabelProgram.java}
   * @param libraries Maven coordinates
   * @param into an existing directory
   * @throws AssertionError what the compiler said when it failed
   */
  public static void compile(String resource, Path jdk, List<String> libraries, Path into)
      throws IOException, InterruptedException {
    String classPath =
        Stream.concat(
                Libraries.classPathOf(libraries).stream(),
                Stream.of(AgentJvm.MODULE.resolve("target/test-classes")))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    // Too long for some command lines.
    Path options = Files.writeString(into.resolve("options"), "-cp \"" + classPath + "\"");
    Process javac =
        new ProcessBuilder(
                jdk.resolve("bin/javac").toString(),
                "-proc:none",
                "-nowarn",
                "-d",
                into.toString(),
                "@" + options,
                AgentJvm.MODULE.resolve("src/test/resources/" + resource).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (javac.waitFor() != 0) {
      throw new AssertionError(resource + " cannot be compiled by " + jdk + ":\n" + said);
    }
  }
}
