package io.treeline.exporter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, as far as a machine can check them. */
class ArchitectureTest {

  private static final String ROOT = "io.treeline.exporter";
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** What each room may import of ours, beside itself. The root package may import all. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("telemetry", Set.of()),
          Map.entry("decode", Set.of()),
          Map.entry("access", Set.of("model")),
          Map.entry("kafka", Set.of("decode", "model", "receive", "telemetry")),
          Map.entry("receive", Set.of("access", "decode", "model", "telemetry")),
          Map.entry(
              "helicone",
              Set.of("access", "decode", "model", "query", "receive", "store", "telemetry")),
          Map.entry("journal", Set.of()),
          Map.entry(
              "ingest",
              Set.of("decode", "journal", "model", "normalize", "receive", "store", "telemetry")),
          Map.entry("normalize", Set.of("decode", "model", "telemetry")),
          Map.entry("estimate", Set.of("model")),
          Map.entry("pricing", Set.of("model")),
          Map.entry("store", Set.of("model")),
          Map.entry("store.clickhouse", Set.of("model", "session", "store", "store.rows")),
          Map.entry("store.duckdb", Set.of("model", "session", "store", "store.rows")),
          Map.entry("store.rows", Set.of("model", "store")),
          Map.entry("session", Set.of("model")),
          Map.entry("analysis", Set.of("model", "session")),
          Map.entry("compare", Set.of("model", "session")),
          Map.entry(
              "query", Set.of("analysis", "compare", "model", "session", "store", "telemetry")),
          Map.entry(
              "api",
              Set.of(
                  "access",
                  "analysis",
                  "compare",
                  "model",
                  "pricing",
                  "query",
                  "session",
                  "store",
                  "telemetry",
                  "transfer")),
          Map.entry("mcp", Set.of("access", "analysis", "api", "model", "query")),
          Map.entry("transfer", Set.of("decode", "model", "query", "store")),
          Map.entry("dashboard", Set.of("api")),
          Map.entry(
              "cli", Set.of("access", "api", "model", "pricing", "query", "store", "transfer")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packages_importOnlyAlongTheArrows() {
    Map<String, Set<String>> forbidden = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String room = room(type);
      if (room.isEmpty()) {
        continue;
      }
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith(ROOT))
          .map(ArchitectureTest::room)
          .filter(target -> !target.equals(room))
          .filter(target -> !ARROWS.getOrDefault(room, Set.of()).contains(target))
          .forEach(
              target ->
                  forbidden
                      .computeIfAbsent(room + " -> " + target, key -> new TreeSet<>())
                      .add(type.getSimpleName()));
    }
    assertThat(forbidden).isEmpty();
  }

  @Test
  void packages_allHaveTheirArrows() {
    Set<String> rooms = new TreeSet<>();
    CLASSES.forEach(type -> rooms.add(room(type)));
    rooms.remove("");

    assertThat(ARROWS.keySet()).containsAll(rooms);
  }

  @Test
  void otlpProtobuf_staysInDecodeAndReceive() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".decode", ROOT + ".receive")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry.proto..")
        .check(CLASSES);
  }

  @Test
  void protobuf_staysInDecodeReceiveAndTheQueryService() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".decode", ROOT + ".receive", ROOT + ".api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.protobuf..")
        .check(CLASSES);
  }

  @Test
  void sql_staysInTheEngines() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store.duckdb")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.duckdb..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store.clickhouse")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.clickhouse..")
        .check(CLASSES);
  }

  @Test
  void logging_isSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void packages_areNamedForTheirJob() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..internal..", "..helper..")
        .check(CLASSES);
  }

  @Test
  void files_areAtMost500LinesAndMethods60() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > 500) {
          tooLong.add(file + ": " + lines.size() + " lines");
        }
        tooLong.addAll(longMethods(file, lines));
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void packages_areDocumentedAndNullMarked() throws IOException {
    List<String> undocumented = new ArrayList<>();
    try (Stream<Path> directories = Files.walk(SOURCES).filter(Files::isDirectory)) {
      for (Path directory : directories.toList()) {
        try (Stream<Path> files = Files.list(directory)) {
          if (files.noneMatch(file -> file.toString().endsWith(".java"))) {
            continue;
          }
        }
        Path info = directory.resolve("package-info.java");
        String text = Files.exists(info) ? Files.readString(info) : "";
        if (!text.contains("@NullMarked") || !text.contains("<h2>Start here</h2>")) {
          undocumented.add(directory.toString());
        }
      }
    }
    assertThat(undocumented).isEmpty();
  }

  /** The formatter indents a member's closing brace as its first line. */
  private static List<String> longMethods(Path file, List<String> lines) {
    Pattern opening = Pattern.compile("( {2}| {4})\\S.*[({,]");
    List<String> result = new ArrayList<>();
    for (int start = 0; start < lines.size(); start++) {
      Matcher matcher = opening.matcher(lines.get(start));
      if (!matcher.matches() || isNoMethod(lines.get(start))) {
        continue;
      }
      String close = matcher.group(1) + "}";
      int end = start + 1;
      while (end < lines.size() && !lines.get(end).equals(close)) {
        if (indent(lines.get(end)) < matcher.group(1).length() && !lines.get(end).isBlank()) {
          end = lines.size();
          break;
        }
        end++;
      }
      if (end < lines.size() && end - start + 1 > 60) {
        result.add(file + ":" + (start + 1) + ": " + (end - start + 1) + " lines");
      }
    }
    return result;
  }

  private static boolean isNoMethod(String line) {
    return !line.contains("(")
        || line.contains(" = ")
        || line.matches(" +[A-Z][A-Z0-9_]*\\(.*") // A constant of an enum.
        || line.matches(".*\\b(class|record|enum|interface) .*");
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  /** {@code store.duckdb}; empty for the root package. Generated packages belong to api. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    String room = name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    return room.equals("api.v1") ? "api" : room;
  }
}
