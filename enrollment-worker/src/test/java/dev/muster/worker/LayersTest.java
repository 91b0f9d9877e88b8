package dev.muster.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// The arrows inside the worker, and those that must not lead out of it.
class LayersTest {
  private static final String WORKER = "dev.muster.worker";

  private final JavaClasses worker =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(WORKER);

  @Test
  void theDecisionKnowsNothingOfTheRest() {
    assertThat(worker).isNotEmpty();
    forbid("decision", "", ".decode..", ".store..", ".intake..", ".publish..", ".webhook..")
        .check(worker);
    forbid("decode", "", ".store..", ".intake..", ".publish..").check(worker);
  }

  @Test
  void theStoreKnowsNeitherIntakeNorPublishing() {
    forbid("store", ".intake..", ".publish..").check(worker);
  }

  @Test
  void theWorkerKnowsNeitherTheApiNorTheJudge() {
    noClasses()
        .that()
        .resideInAPackage(WORKER + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.muster.ingest..", "dev.muster.validator..", "dev.muster.quickstart..")
        .check(worker);
  }

  @Test
  void anArrowThatTurnsRoundIsNamed() {
    JavaClasses scenarios = new ClassFileImporter().importPackages(WORKER + ".scenario");

    assertThat(forbid("scenario", ".store..", ".decision..").evaluate(scenarios).hasViolation())
        .isTrue();
  }

  private static ArchRule forbid(String layer, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = WORKER + others[i];
    }
    return noClasses()
        .that()
        .resideInAPackage(WORKER + "." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
