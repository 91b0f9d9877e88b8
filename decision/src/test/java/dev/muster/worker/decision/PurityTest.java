package dev.muster.worker.decision;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The decision is a pure function: no clock, no chance, no IO, no threads, and of the project
/// nothing but commands, results and limits. So the log can be decided again with the same outcome.
class PurityTest {
  private static final String DECISION = "dev.muster.worker.decision";

  /// java.lang without threads, processes and reflection; what records and lambdas compile to.
  private static final DescribedPredicate<JavaClass> ALLOWED =
      resideInAnyPackage(
              DECISION,
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "dev.muster.schemas",
              "dev.muster.schemas.command",
              "dev.muster.schemas.result",
              "org.jspecify.annotations",
              "")
          .and(
              not(
                  DescribedPredicate.describe(
                      "clock, chance, threads, system",
                      type ->
                          Set.of(
                                  "java.time.Clock",
                                  "java.time.InstantSource",
                                  "java.util.Random",
                                  "java.util.SplittableRandom",
                                  "java.util.Timer",
                                  "java.lang.Thread",
                                  "java.lang.ThreadLocal",
                                  "java.lang.System",
                                  "java.lang.Process",
                                  "java.lang.ProcessBuilder",
                                  "java.lang.Runtime",
                                  "dev.muster.schemas.Migrations")
                              .contains(type.getName()))));

  private static final ArchRule ONLY_PURE_CLASSES =
      noClasses().that(resideInAPackage(DECISION)).should().dependOnClassesThat(not(ALLOWED));

  private static final ArchRule NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that(resideInAPackage(DECISION))
          .should()
          .callCodeUnitWhere(
              DescribedPredicate.describe(
                  "a clock or a source of chance is asked", PurityTest::isImpure));

  private static boolean isImpure(JavaCall<?> call) {
    CodeUnitCallTarget target = call.getTarget();
    String owner = target.getOwner().getName();
    String name = target.getName();
    return (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
        || (owner.equals("java.lang.Math") && name.equals("random"))
        || (owner.equals("java.util.Collections") && name.equals("shuffle"))
        || name.equals("parallelStream")
        || name.equals("identityHashCode");
  }

  @Test
  void theDecisionIsPure() {
    JavaClasses core =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(DECISION);

    assertThat(core).isNotEmpty();
    ONLY_PURE_CLASSES.check(core);
    NO_CLOCK_AND_NO_CHANCE.check(core);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {ReadsClock.class, DrawsLots.class, TouchesDisk.class, KnowsSql.class, Forks.class})
  void anImpureClassIsNamed(Class<?> impure) {
    assertThat(ONLY_PURE_CLASSES.evaluate(imported(impure)).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {AsksForTheTime.class, MakesUpIds.class, RollsDice.class})
  void anImpureCallIsNamed(Class<?> impure) {
    assertThat(NO_CLOCK_AND_NO_CHANCE.evaluate(imported(impure)).hasViolation()).isTrue();
  }

  private static JavaClasses imported(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  static final class ReadsClock {
    Instant at(Clock clock) {
      return clock.instant();
    }
  }

  static final class DrawsLots {
    int next(Random random) {
      return random.nextInt();
    }
  }

  static final class TouchesDisk {
    boolean there(File file) {
      return file.exists();
    }
  }

  static final class KnowsSql {
    int code(SQLException e) {
      return e.getErrorCode();
    }
  }

  static final class Forks {
    String name() {
      return Thread.currentThread().getName();
    }
  }

  static final class AsksForTheTime {
    Instant at() {
      return Instant.now();
    }
  }

  static final class MakesUpIds {
    UUID next() {
      return UUID.randomUUID();
    }
  }

  static final class RollsDice {
    double roll() {
      return Math.random();
    }
  }
}
