package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.tooling.muzzle.InstrumentationModuleMuzzle;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build has given every module what the agent checks and loads. */
class MuzzleTest {

  static List<InstrumentationModule> modules() {
    return ServiceLoader.load(InstrumentationModule.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @Test
  void everyModule_isListedAsService() {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.treeline.javaagent")
                .stream()
                .filter(type -> type.isAssignableTo(InstrumentationModule.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(modules())
        .extracting(module -> module.getClass().getName())
        .containsExactlyInAnyOrderElementsOf(written);
    assertThat(written).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void module_hasReferencesToItsLibrary(InstrumentationModule module) {
    assertThat(InstrumentationModuleMuzzle.getMuzzleReferences(module).keySet())
        .anyMatch(name -> !module.isHelperClass(name) && !name.startsWith("java."))
        .noneMatch(name -> name.startsWith(MuzzleReferences.SHARED));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void module_hasHelpersOfItsOwnRoom(InstrumentationModule module) {
    assertThat(InstrumentationModuleMuzzle.getHelperClassNames(module))
        .anyMatch(name -> name.startsWith(module.getClass().getPackageName() + "."))
        .allMatch(module::isHelperClass)
        .noneMatch(name -> name.startsWith(MuzzleReferences.SHARED));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void module_isNamedAfterItsLibrary(InstrumentationModule module) {
    assertThat(module.instrumentationName()).startsWith("treeline-");
    assertThat(module).isInstanceOf(BaseInstrumentationModule.class);
  }
}
