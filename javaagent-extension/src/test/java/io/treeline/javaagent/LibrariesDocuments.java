package io.treeline.javaagent;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the text of the documents about libraries: from code, tests and fragments. */
final class LibrariesDocuments {

  /** The one command that writes them. */
  static final String COMMAND =
      "./mvnw -q -pl javaagent-extension -am test -Dtest=SupportedLibrariesDocumentTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dtreeline.docs.write=true";

  private static final String GENERATED =
      "<!-- Generated from the modules, their tests and javaagent-extension/src/docs/libraries by\n"
          + COMMAND
          + " -->\n\n";

  /** Libraries that most come for, first; the others follow by title. */
  private static final List<String> FIRST =
      List.of("langchain4j-services", "spring-ai-client", "openai", "mcp", "google-adk");

  private final Map<String, BaseInstrumentationModule> modules =
      DocumentedModules.all().stream()
          .collect(
              Collectors.toMap(
                  BaseInstrumentationModule::library,
                  Function.identity(),
                  (one, two) -> one,
                  LinkedHashMap::new));
  private final List<LibraryFragment> fragments = LibraryFragment.all();

  /** Text by file. */
  Map<Path, String> texts() {
    Path docs = DocumentedModules.MODULE.getParent().resolve("docs");
    Map<Path, String> texts = new LinkedHashMap<>();
    texts.put(docs.resolve("supported-libraries.md"), supportedLibraries());
    texts.put(docs.resolve("what-you-get.md"), whatYouGet());
    return texts;
  }

  private String supportedLibraries() {
    StringBuilder text =
        new StringBuilder("# Supported libraries\n\n")
            .append(GENERATED)
            .append(
                """
                What the agent sees without a change of code, in which versions, and what it does not see. A library outside the
                supported range is left alone if it lacks anything the agent would use; one line in the application's log says so.
                Everything the OpenTelemetry Java agent itself instruments (HTTP, databases, messaging, servers) works as it does
                there, see [configuration](configuration.md). What a whole application looks like: [what you get](what-you-get.md).

                | library | supported | tested with | switch |
                |---|---|---|---|
                """);
    fragments.forEach(fragment -> of(fragment).forEach(module -> row(text, fragment, module)));
    text.append(
        """

        The switch is a system property, or an environment variable in upper case with underscores; `false` leaves the
        library alone. "Tested with" names the versions of the library, and of others beside it, that the integration tests
        run under the agent; versions between them are checked by the references the agent compares when it finds a library.
        """);
    fragments.forEach(fragment -> section(text, fragment));
    return text.toString();
  }

  private static void row(
      StringBuilder text, LibraryFragment fragment, BaseInstrumentationModule module) {
    Set<String> tested = DocumentedModules.testedVersions(module);
    text.append(
        "| [%s](#%s)%s | %s | %s | `treeline.instrumentation.%s.enabled` |\n"
            .formatted(
                fragment.title(),
                anchor(fragment.title()),
                fragment.modules().size() > 1 ? ": " + module.library() : "",
                module.supportedVersions(),
                tested.isEmpty() ? "this version" : String.join(", ", tested),
                module.library()));
  }

  private void section(StringBuilder text, LibraryFragment fragment) {
    text.append("\n## ").append(fragment.title()).append("\n\n").append(fragment.text());
    text.append("\n\n| hooked type | for |\n|---|---|\n");
    of(fragment).stream()
        .flatMap(module -> module.typeInstrumentations().stream())
        .sorted(Comparator.comparing(DocumentedModules::hookedTypes))
        .forEach(instrumentation -> hooked(text, instrumentation));
  }

  private static void hooked(StringBuilder text, TypeInstrumentation instrumentation) {
    text.append("| ")
        .append(DocumentedModules.hookedTypes(instrumentation))
        .append(" | ")
        .append(DocumentedModules.purpose(instrumentation))
        .append(" |\n");
  }

  private String whatYouGet() {
    StringBuilder text =
        new StringBuilder("# What you get\n\n")
            .append(GENERATED)
            .append(
                """
                The span tree of an application made like each library's own getting-started page shows, under the one flag and
                without a change of code. Spans of HTTP clients and servers and of databases, which the OpenTelemetry agent
                makes, hang below the call that caused them; they are left out here. What each library's spans tell, and what is
                not seen: [supported libraries](supported-libraries.md).
                """);
    fragments.stream()
        .filter(fragment -> !fragment.tree().isEmpty())
        .sorted(Comparator.comparingInt(LibrariesDocuments::rank))
        .forEach(
            fragment ->
                text.append("\n## ")
                    .append(fragment.title())
                    .append("\n\n```\n")
                    .append(fragment.tree())
                    .append("\n```\n"));
    return text.toString();
  }

  private static int rank(LibraryFragment fragment) {
    return fragment.modules().stream()
        .mapToInt(FIRST::indexOf)
        .filter(index -> index >= 0)
        .min()
        .orElse(FIRST.size());
  }

  private List<BaseInstrumentationModule> of(LibraryFragment fragment) {
    return fragment.modules().stream()
        .map(
            name -> {
              BaseInstrumentationModule module = modules.get(name);
              if (module == null) {
                throw new IllegalStateException(
                    "src/docs/libraries speaks of a module that does not exist: \""
                        + name
                        + "\" under \""
                        + fragment.title()
                        + "\"; modules are "
                        + modules.keySet());
              }
              return module;
            })
        .toList();
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-');
  }
}
