package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.worker.decision.Storm.Item;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Long random logs against the naive model. The seeds are fixed; `-Dmuster.seed=N` plays any other
/// one alone. A failure names its seed and the shortest log that still fails.
class StormTest {
  private static final int RECORDS = 2_000;

  static LongStream seeds() {
    Long chosen = Long.getLong("muster.seed");
    return chosen == null ? LongStream.rangeClosed(1, 40) : LongStream.of(chosen);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRecordIsDecidedAsTheRulesSayHoweverTheLogIsCut(long seed) {
    List<Item> log = Storm.of(seed, RECORDS);
    var decider = new Decider();
    String failure = failure(log, decider);
    if (failure != null) {
      List<Item> shortest = Shrinker.shrink(log, shorter -> failure(shorter, decider) != null);
      fail(report(seed, shortest, String.valueOf(failure(shortest, decider))));
    }
  }

  @Test
  void stormsReachEveryStatusAndReason() {
    Set<RequestStatus> statuses = EnumSet.noneOf(RequestStatus.class);
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    for (long seed = 1; seed <= 5; seed++) {
      var duel = new Duel(new Decider());
      Storm.batches(Storm.of(seed, RECORDS)).forEach(duel::play);
      assertThat(duel.world().enrollments().size()).isGreaterThan(RECORDS / 25);
      for (Result result : duel.world().results().values()) {
        statuses.add(result.status());
        if (result instanceof Rejected rejected) {
          reasons.add(rejected.reason());
        }
      }
    }
    assertThat(statuses).isEqualTo(EnumSet.complementOf(EnumSet.of(RequestStatus.PENDING)));
    // A balance at its limit takes a million grants; PrecedenceTest starts from one.
    assertThat(reasons)
        .isEqualTo(EnumSet.complementOf(EnumSet.of(RejectionReason.BALANCE_LIMIT_EXCEEDED)));
  }

  @Test
  void aPlantedFaultIsFoundAndShrunkToWhatItTakes() {
    var faulty = new Decider(new PlantedFaults.NeverFull());
    List<Item> log = Storm.of(1, RECORDS);
    assertThat(failure(log, faulty)).isNotNull();

    List<Item> shortest = Shrinker.shrink(log, shorter -> failure(shorter, faulty) != null);

    assertThat(shortest).hasSizeLessThan(15);
    String report = report(1, shortest, String.valueOf(failure(shortest, faulty)));
    assertThat(report)
        .contains("seed 1", "-Dmuster.seed=1", "DefineTournament", "RegisterPlayer", "Enroll");
    for (Item item : shortest) {
      List<Item> without = shortest.stream().filter(other -> !other.equals(item)).toList();
      assertThat(failure(without, faulty)).isNull();
    }
  }

  @Test
  void shrinkingKeepsExactlyTheItemsThatMatter() {
    List<Integer> numbers = LongStream.range(0, 1000).mapToObj(Math::toIntExact).toList();

    List<Integer> shortest =
        Shrinker.shrink(numbers, list -> list.containsAll(List.of(0, 17, 500, 501, 999)));

    assertThat(shortest).containsExactly(0, 17, 500, 501, 999);
  }

  /// What goes wrong with a log, or null if nothing does.
  private static @Nullable String failure(List<Item> log, Decider decider) {
    try {
      var duel = new Duel(decider);
      Storm.batches(log).forEach(duel::play);
      var uncut = new InMemoryWorld();
      var records = log.stream().map(item -> new Item(item.entry(), false)).toList();
      for (CommandBatch batch : Storm.batches(records)) {
        uncut.apply(batch, decider.decide(uncut.snapshot(batch), batch));
      }
      return duel.world().holdsTheSameAs(uncut) ? null : "as one batch it ends differently";
    } catch (AssertionError | IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String report(long seed, List<Item> shortest, String failure) {
    return "seed %d: %s%nAgain with -Dmuster.seed=%d. The shortest log that fails:%n%s"
        .formatted(
            seed,
            failure,
            seed,
            shortest.stream()
                .map(item -> (item.startsBatch() ? "| " : "  ") + item.entry())
                .collect(Collectors.joining("\n")));
  }
}
