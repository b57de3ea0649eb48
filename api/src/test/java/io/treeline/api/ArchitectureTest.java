package io.treeline.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.treeline.api");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.treeline.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everything_dependsOnOpenTelemetryApiAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.treeline.api..",
            "io.treeline.semconv",
            "io.opentelemetry.api..",
            "io.opentelemetry.context..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void agentBridge_usesTypesOfTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("io.treeline.api.internal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.treeline.api.internal", "java..", "org.jspecify.annotations")
        .check(CLASSES);
  }
}
