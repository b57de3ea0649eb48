package io.treeline.javaagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What cannot be read from code about one library: {@code src/docs/libraries/<library>.md}.
 *
 * <p>First {@code # Title}; for a library of several modules then {@code Modules: a, b}; paragraphs
 * that start with {@code Seen:}, {@code Session from:} and {@code Not seen:}, and others as they
 * come; and one fenced drawing of what an application made like the library's getting-started page
 * shows.
 *
 * @param modules names of the modules it speaks of, as {@link BaseInstrumentationModule#library()}
 * @param text everything between the head and the drawing
 * @param tree the drawing, without its fence
 */
record LibraryFragment(String title, List<String> modules, String text, String tree) {

  static final Path DIRECTORY = DocumentedModules.MODULE.resolve("src/docs/libraries");

  private static final Pattern MODULES = Pattern.compile("(?m)^Modules: (.+)\\R");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\\R(.*?)^```[ \\t]*$");

  /** All of them by title. */
  static List<LibraryFragment> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(LibraryFragment::read)
          .sorted(Comparator.comparing(fragment -> fragment.title().toLowerCase(Locale.ROOT)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LibraryFragment read(Path file) {
    String name = file.getFileName().toString().replace(".md", "");
    try {
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LibraryFragment parse(String name, String content) {
    int end = content.indexOf('\n');
    if (!content.startsWith("# ") || end < 0) {
      throw new IllegalArgumentException(name + ".md must start with a line \"# <Title>\"");
    }
    String rest = content.substring(end + 1);
    Matcher modules = MODULES.matcher(rest);
    List<String> names = List.of(name);
    if (modules.find()) {
      names = Arrays.asList(modules.group(1).strip().split("\\s*,\\s*"));
      rest = rest.substring(0, modules.start()) + rest.substring(modules.end());
    }
    Matcher fenced = FENCED.matcher(rest);
    String tree = "";
    if (fenced.find()) {
      tree = fenced.group(1).stripTrailing();
      rest = rest.substring(0, fenced.start()) + rest.substring(fenced.end());
    }
    return new LibraryFragment(content.substring(2, end).strip(), names, rest.strip(), tree);
  }

  /** Whether a paragraph starts with that word and a colon. */
  boolean has(String paragraph) {
    return Pattern.compile("(?m)^" + Pattern.quote(paragraph) + ": ?\\S?").matcher(text).find();
  }
}
