package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each file in `planted` breaks the world of `world.sql` and says in its head what must be found:
/// the invariant it is named after and what that implies, nothing else. The check asks as
/// `muster_validator`, which can write nothing.
class PlantedViolationTest {
  private static final Pattern FINDS = Pattern.compile("-- finds: (.+)\n");

  static List<String> plants() {
    return TestFiles.names("/planted");
  }

  @ParameterizedTest
  @MethodSource("plants")
  void isFound(String plant) {
    String script = TestFiles.text("/planted/" + plant);
    Set<String> expected =
        FINDS
            .matcher(script)
            .results()
            .map((MatchResult head) -> Set.of(head.group(1).split(", ")))
            .findFirst()
            .orElseThrow();
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(TestFiles.text("/world.sql"));
      database.execute(script);
      Report report = Checker.check(database.validator());
      assertThat(report.broken().stream().map(Verdict::id).collect(Collectors.toSet()))
          .isEqualTo(expected)
          .contains(invariantOf(plant));
      assertThat(report.broken()).allSatisfy(verdict -> assertThat(verdict.samples()).isNotEmpty());
      assertThat(report.holds()).isFalse();
    }
  }

  @Test
  void aCleanWorldHasNoFindings() {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(TestFiles.text("/world.sql"));
      Report report = Checker.check(database.validator());
      assertThat(report.broken()).isEmpty();
      assertThat(report.holds()).isTrue();
      assertThat(report.database()).isEqualTo(database.url());
    }
  }

  @Test
  void anEmptyDatabaseHasNoFindings() {
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(Checker.check(database.validator()).broken()).isEmpty();
    }
  }

  @Test
  void everyInvariantHasAPlant() {
    var planted = new TreeSet<String>();
    plants().forEach(plant -> planted.add(invariantOf(plant)));
    assertThat(planted)
        .isEqualTo(InvariantCatalog.load().stream().map(Invariant::id).collect(Collectors.toSet()));
  }

  @Test
  void findingsAreCountedBeyondTheSamples() {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(
          """
          INSERT INTO player (id, credit_balance, created_at)
          SELECT md5(n::text)::uuid, 1, now() FROM generate_series(1, 2500) n
          """);
      Verdict verdict = Checker.check(database.validator()).broken().getFirst();
      assertThat(verdict.id()).isEqualTo("balance-equals-ledger");
      assertThat(verdict.findings()).isEqualTo(2_500);
      assertThat(verdict.samples()).hasSize(5);
      assertThat(verdict.samples().getFirst())
          .containsEntry("credit_balance", "1")
          .containsEntry("ledger_total", "0");
    }
  }

  private static String invariantOf(String plant) {
    return plant.replaceFirst("(--.*)?[.]sql$", "");
  }
}
