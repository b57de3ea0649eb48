package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents about libraries are what code, tests and fragments say. */
class SupportedLibrariesDocumentTest {

  private static final Pattern TYPE = Pattern.compile("`([\\w.$]+)\\*?`");

  /** Writes instead of comparing when asked to; see {@link LibrariesDocuments#COMMAND}. */
  @Test
  void documents_areAsGenerated() throws IOException {
    for (Map.Entry<Path, String> document : new LibrariesDocuments().texts().entrySet()) {
      if (Boolean.getBoolean("treeline.docs.write")) {
        Files.writeString(document.getKey(), document.getValue());
      }
      assertThat(document.getKey())
          .as(
              "%s is generated; write it anew with%n%s",
              document.getKey(), LibrariesDocuments.COMMAND)
          .content()
          .isEqualTo(document.getValue());
    }
  }

  @Test
  void everyModule_isInExactlyOneFragment() {
    assertThat(LibraryFragment.all().stream().flatMap(fragment -> fragment.modules().stream()))
        .as("modules in %s", LibraryFragment.DIRECTORY)
        .containsExactlyInAnyOrderElementsOf(
            DocumentedModules.all().stream().map(BaseInstrumentationModule::library).toList());
  }

  static List<LibraryFragment> fragments() {
    return LibraryFragment.all();
  }

  @ParameterizedTest
  @MethodSource("fragments")
  void fragment_saysWhatIsSeenAndWhatIsNotAndDrawsIt(LibraryFragment fragment) {
    assertThat(Stream.of("Seen", "Session from", "Not seen").filter(name -> !fragment.has(name)))
        .as("missing paragraphs of %s", fragment.title())
        .isEmpty();
    assertThat(fragment.tree()).as("drawing of %s", fragment.title()).isNotBlank();
  }

  static List<BaseInstrumentationModule> modules() {
    return DocumentedModules.all();
  }

  /** A matcher of which no type can be told would leave a hole in the document. */
  @ParameterizedTest
  @MethodSource("modules")
  void hookedTypes_areToldByEveryInstrumentation(BaseInstrumentationModule module) {
    for (TypeInstrumentation instrumentation : module.typeInstrumentations()) {
      String hooked = DocumentedModules.hookedTypes(instrumentation);
      Matcher types = TYPE.matcher(hooked);

      assertThat(hooked).as(instrumentation.getClass().getName()).isNotEmpty();
      assertThat(DocumentedModules.purpose(instrumentation)).isNotBlank();
      assertThat(types.find()).as(hooked).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void testedVersions_areThereForEveryLibraryButOurOwn(BaseInstrumentationModule module) {
    boolean ours = module.supportedVersions().startsWith("treeline-api");

    assertThat(DocumentedModules.testedVersions(module).isEmpty())
        .as("no integration test beside %s names a version", module.getClass().getName())
        .isEqualTo(ours);
  }
}
