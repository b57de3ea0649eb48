package io.treeline.exporter.dashboard;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold for every file of the page, whether or not a browser test reaches it. */
class DashboardSourcesTest {

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:^import (?:[^'\"]* from )?|\\bimport\\()['\"]([^'\"]+)['\"]", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  /** Ways from a string to markup or code. */
  private static final Pattern INJECTION =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment"
              + "|DOMParser|setHTML|\\beval\\(|new Function|javascript:|srcdoc");

  private static final Pattern FOREIGN_ADDRESS =
      Pattern.compile("(?:https?:)?//(?!www\\.w3\\.org/2000/svg)[a-z0-9-]+\\.[a-z]");

  @Test
  void scripts_everyImport_isAFileOfOurs() {
    List<String> missing =
        files(".js")
            .flatMap(
                file ->
                    groups(IMPORT, text(file))
                        .filter(imported -> !Files.isRegularFile(file.resolveSibling(imported)))
                        .map(imported -> file + " imports " + imported))
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void index_everyReference_isAFileOfOurs() {
    Path root = root();
    List<String> references = groups(REFERENCE, text(root.resolve("index.html"))).toList();

    assertThat(references).isNotEmpty();
    assertThat(references)
        .allMatch(reference -> Files.isRegularFile(root.resolve(reference.substring(1))));
  }

  @Test
  void index_holdsNoInlineScriptOrStyle() {
    assertThat(text(root().resolve("index.html")))
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContain("<style")
        .doesNotContainPattern("\\sstyle=")
        .doesNotContainPattern("\\son[a-z]+=");
  }

  @Test
  void scripts_haveNoWayFromTextToMarkup() {
    assertThat(files(".js").filter(file -> INJECTION.matcher(text(file)).find())).isEmpty();
  }

  @Test
  void files_nameNoOtherHost() {
    assertThat(
            ours().filter(file -> FOREIGN_ADDRESS.matcher(text(file)).find()).map(Path::toString))
        .isEmpty();
  }

  @Test
  void files_stayShort() {
    assertThat(ours().filter(file -> text(file).lines().count() > 300).map(Path::toString))
        .isEmpty();
  }

  @Test
  void vendor_everyLibrary_comesWithItsLicence() throws IOException {
    try (Stream<Path> libraries = Files.list(root().resolve("assets/vendor"))) {
      assertThat(libraries).isNotEmpty().allMatch(each -> Files.exists(each.resolve("LICENSE")));
    }
  }

  @Test
  void scripts_areAllReachedFromTheFirst() {
    String imported =
        files(".js")
            .flatMap(file -> groups(IMPORT, text(file)).map(each -> file.resolveSibling(each)))
            .map(file -> file.normalize().toString())
            .collect(joining("\n"));

    Set<String> first = Set.of("main.js", "login.js");
    assertThat(files(".js").filter(file -> !first.contains(file.getFileName().toString())))
        .allMatch(file -> imported.contains(file.toString()));
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(result -> result.group(1));
  }

  /** All but what others wrote; a comment there may name an address. */
  private static Stream<Path> ours() {
    return files("").filter(file -> !file.toString().contains("/assets/vendor/"));
  }

  private static Stream<Path> files(String suffix) {
    try (Stream<Path> all = Files.walk(root())) {
      return all
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    return Path.of("src/main/resources/dashboard").toAbsolutePath();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
