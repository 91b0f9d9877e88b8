package dev.muster.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// A judge that shares code with the judged shares its mistakes. So the check asks with SQL of its
/// own; only the replay, whose point it is to decide the same log again, shares the decision.
@AnalyzeClasses(packages = "dev.muster", importOptions = DoNotIncludeTests.class)
class IndependenceTest {
  @ArchTest
  static final ArchRule THE_VALIDATOR_KNOWS_ONLY_THE_CONTRACTS =
      noClasses()
          .that()
          .resideInAPackage("dev.muster.validator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.muster.worker", "dev.muster.ingest..", "dev.muster.quickstart..");

  @ArchTest
  static final ArchRule ONLY_THE_REPLAY_KNOWS_THE_DECISION =
      noClasses()
          .that()
          .resideInAPackage("dev.muster.validator..")
          .and()
          .resideOutsideOfPackage("dev.muster.validator.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.muster.worker..");

  @ArchTest
  static final ArchRule OF_MUSTER_IT_USES_SCHEMAS_AND_TELEMETRY_ONLY =
      classes()
          .that()
          .resideInAPackage("dev.muster.validator..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.muster.validator..",
              "dev.muster.schemas..",
              "dev.muster.telemetry..",
              "dev.muster.worker.decision",
              "dev.muster.worker.decode",
              "io.micrometer.core.instrument..",
              "org.apache.kafka..",
              "org.slf4j..",
              "org.springframework..",
              "java..",
              "javax.sql..",
              "picocli..",
              "tools.jackson.core..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule NOTHING_IN_SCHEMAS_SEES_IT =
      noClasses()
          .that()
          .resideInAPackage("dev.muster.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.muster.validator..");
}
