package io.treeline.javaagent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String SHARED = "io.opentelemetry.javaagent.treeline..";
  private static final String ROOMS = "io.treeline.javaagent.instrumentation..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.treeline.javaagent", "io.opentelemetry.javaagent.treeline");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void rooms_doNotKnowEachOther() {
    slices()
        .matching("io.treeline.javaagent.instrumentation.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void rooms_knowNothingOfTheRootButTheirFrame() {
    noClasses()
        .that()
        .resideInAPackage(ROOMS)
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "stand in the root and are not the frame",
                type ->
                    type.getPackageName().equals("io.treeline.javaagent")
                        && !type.getSimpleName().equals("BaseInstrumentationModule")))
        .check(CLASSES);
  }

  /** They are loaded by the extension, which cannot see the application's libraries. */
  @Test
  void sharedClasses_useOpenTelemetryAndTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(SHARED)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SHARED,
            "io.treeline.semconv",
            "io.opentelemetry.api..",
            "io.opentelemetry.context..",
            "io.opentelemetry.sdk..",
            "io.opentelemetry.instrumentation.api..",
            "io.opentelemetry.javaagent.bootstrap..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}
