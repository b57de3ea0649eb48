package io.treeline.javaagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/supported-libraries.md says what the modules and their tests say. */
class SupportedLibrariesDocumentTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final String ROOMS = "java/io/treeline/javaagent/instrumentation";
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-beta\\d+)?");
  private static final Pattern TESTED = Pattern.compile("[\":](" + VERSION.pattern() + ")\"");
  private static final Pattern TYPE = Pattern.compile("`((?:com|dev|io)\\.[\\w.$]+)`");

  @Test
  void modules_haveOneRowEachWithTheirRange() throws IOException {
    List<BaseInstrumentationModule> modules =
        ServiceLoader.load(InstrumentationModule.class).stream()
            .map(module -> (BaseInstrumentationModule) module.get())
            .toList();

    assertThat(rows().map(row -> row[4] + " " + row[2]))
        .containsExactlyInAnyOrderElementsOf(
            modules.stream()
                .map(
                    module ->
                        String.format(
                            "`treeline.instrumentation.%s.enabled` %s",
                            module.library(), module.supportedVersions()))
                .toList());
  }

  @Test
  void testedVersions_areThoseOfTheTests() throws IOException {
    Set<String> documented = new TreeSet<>();
    rows().forEach(row -> documented.addAll(all(VERSION, row[3], 0)));
    // Named in the text below the table.
    documented.add("1.11.0-beta19");

    assertThat(documented)
        .isEqualTo(all(TESTED, sources("test", name -> name.endsWith("IT.java")), 1));
    assertThat(document()).contains("1.11.0-beta19");
  }

  @Test
  void hookedTypes_areThoseOfTheCode() throws IOException {
    Set<String> documented =
        all(TYPE, document(), 1).stream()
            .filter(type -> !type.startsWith("io.treeline.api.annotation."))
            .collect(Collectors.toCollection(TreeSet::new));
    String code = sources("main", name -> name.endsWith("Instrumentation.java"));

    assertThat(documented).hasSizeGreaterThan(20).allMatch(type -> code.contains('"' + type + '"'));
    for (Path source : files("main", name -> name.endsWith("Instrumentation.java"))) {
      String matched = matchedTypes(Files.readString(source, UTF_8));
      assertThat(matched.contains("ANNOTATIONS") || documented.stream().anyMatch(matched::contains))
          .as(source.getFileName() + " hooks what the document tells")
          .isTrue();
    }
  }

  /** The method that says which types are hooked, with the constants it may use. */
  private static String matchedTypes(String source) {
    int end = source.indexOf("public void transform(");
    return source.substring(source.indexOf("implements TypeInstrumentation"), end);
  }

  /** Cells by number, the first is 1. */
  private static Stream<String[]> rows() throws IOException {
    return document()
        .lines()
        .filter(line -> line.endsWith(".enabled` |"))
        .map(line -> line.split(" *\\| *"));
  }

  private static String document() throws IOException {
    return Files.readString(MODULE.getParent().resolve("docs/supported-libraries.md"));
  }

  private static Set<String> all(Pattern pattern, String text, int group) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }

  private static String sources(String set, Predicate<String> name) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files(set, name)) {
      all.append(Files.readString(file, UTF_8));
    }
    return all.toString();
  }

  private static List<Path> files(String set, Predicate<String> name) throws IOException {
    try (Stream<Path> files = Files.walk(MODULE.resolve("src").resolve(set).resolve(ROOMS))) {
      return files.filter(file -> name.test(file.getFileName().toString())).toList();
    }
  }
}
