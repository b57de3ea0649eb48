package io.treeline.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom: above all, that the agents do not know that they are traced. */
class ArchitectureTest {

  private static final JavaClasses DEMO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.treeline.demo");

  @Test
  void zeroCodeAgents_knowNothingOfTracing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.treeline.demo.withapi..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.treeline..", "io.opentelemetry..")
                .and(not(resideInAPackage("io.treeline.demo.."))))
        .because("tracing must need no change of code; only withapi shows the API")
        .check(DEMO);
  }

  @Test
  void agents_areReachedFromMainOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.treeline.demo", "io.treeline.demo.withapi..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.treeline.demo.withapi..")
        .check(DEMO);
    noClasses()
        .that()
        .resideInAnyPackage("io.treeline.demo.openai..", "io.treeline.demo.langchain4j..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.treeline.demo.model..", "io.treeline.demo.check..")
        .because("the agents talk to their model over HTTP")
        .check(DEMO);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.treeline.demo.(*)..").should().beFreeOfCycles().check(DEMO);
  }
}
