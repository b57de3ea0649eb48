package io.treeline.javaagent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the modules, their sources and their tests say of themselves. */
final class DocumentedModules {

  static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private static final Pattern TESTED =
      Pattern.compile(
          "\"(?:[\\w.-]+:[\\w.-]+:)?(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+|\\.[A-Za-z]\\w*)?)\"");
  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*(?:@|\\w)");
  private static final Pattern MATCHED =
      Pattern.compile("(\\w*)\\((equals|startsWith|in)\\(([^()]*)\\)");
  private static final Pattern NEGATED = Pattern.compile("not\\((?:[^()]|\\([^()]*\\))*\\)");

  /** In the order of their names. */
  static List<BaseInstrumentationModule> all() {
    return ServiceLoader.load(InstrumentationModule.class).stream()
        .map(module -> (BaseInstrumentationModule) module.get())
        .sorted(Comparator.comparing(BaseInstrumentationModule::library))
        .toList();
  }

  /**
   * Versions named by the integration tests of the module's package; those of a package below
   * belong to it unless another module stands there. A package without tests is tested by the one
   * above it.
   */
  static Set<String> testedVersions(BaseInstrumentationModule module) {
    Set<String> versions = new TreeSet<>(DocumentedModules::compareVersions);
    for (Path test : integrationTests(module)) {
      Matcher matcher = TESTED.matcher(read(test));
      while (matcher.find()) {
        versions.add(matcher.group(1));
      }
    }
    return versions;
  }

  static List<Path> integrationTests(BaseInstrumentationModule module) {
    Path room = directory("test", module.getClass().getPackageName());
    while (!Files.exists(room)) {
      room = room.getParent();
    }
    return integrationTests(room);
  }

  private static List<Path> integrationTests(Path room) {
    List<Path> others =
        all().stream()
            .map(other -> directory("test", other.getClass().getPackageName()))
            .filter(other -> other.startsWith(room) && !other.equals(room))
            .toList();
    try (Stream<Path> files = Files.walk(room)) {
      return files
          .filter(file -> file.toString().endsWith("IT.java"))
          .filter(file -> others.stream().noneMatch(file::startsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which types are hooked, in words with the types' names in backticks. */
  static String hookedTypes(TypeInstrumentation instrumentation) {
    Set<String> hooked = new TreeSet<>();
    String matcher =
        NEGATED
            .matcher(instrumentation.typeMatcher().toString().replace("name(", "("))
            .replaceAll("");
    String prefix = "";
    if (matcher.contains("HasSuperType")) {
      prefix = "all ";
    } else if (matcher.contains("ofAnnotationType")) {
      prefix = "methods with ";
    }
    Matcher found = MATCHED.matcher(matcher);
    while (found.find()) {
      for (String name : found.group(3).split(",\\s*")) {
        String more = found.group(2).equals("startsWith") ? "*" : "";
        hooked.add(prefix + "`" + name + more + "`");
      }
    }
    return String.join("<br>", hooked);
  }

  /** First sentence of the class's Javadoc. */
  static String purpose(TypeInstrumentation instrumentation) {
    Class<?> type = instrumentation.getClass();
    Path source = directory("main", type.getPackageName()).resolve(type.getSimpleName() + ".java");
    Matcher javadoc = JAVADOC.matcher(read(source));
    if (!javadoc.find()) {
      throw new IllegalStateException(source + " needs a Javadoc that says what is hooked and why");
    }
    String text =
        javadoc
            .group(1)
            .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
            .replaceAll("\\{@(?:code|link|linkplain)\\s+([^}]*)}", "`$1`")
            .strip();
    Matcher sentence = Pattern.compile("^(.*?)[.:;](?:\\s|$)").matcher(text);
    return (sentence.find() ? sentence.group(1) : text).replace("|", "\\|");
  }

  private static Path directory(String set, String packageName) {
    return MODULE.resolve("src").resolve(set).resolve("java/" + packageName.replace('.', '/'));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By their numbers from the left; words after them by the alphabet. */
  private static int compareVersions(String left, String right) {
    String[] a = left.split("[.-]");
    String[] b = right.split("[.-]");
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      boolean numbers = a[i].matches("\\d+") && b[i].matches("\\d+");
      int order =
          numbers ? Long.compare(Long.parseLong(a[i]), Long.parseLong(b[i])) : a[i].compareTo(b[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private DocumentedModules() {}
}
