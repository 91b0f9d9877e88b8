package dev.muster.quickstart.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.quickstart.drop.Shot.Motive;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SalePlanTest {
  private static final int PLAYERS = 20_000;
  private static final DropOptions OPTIONS = new DropOptions(PLAYERS, 500, 16, 42, false, false);

  private final List<List<Shot>> plan = SalePlan.of(OPTIONS);
  private final List<Shot> shots = plan.stream().flatMap(List::stream).toList();

  @Test
  void sameSeedGivesTheSamePlan() {
    assertThat(SalePlan.of(OPTIONS)).isEqualTo(plan);
  }

  @Test
  void anotherSeedGivesAnotherPlan() {
    assertThat(SalePlan.of(new DropOptions(PLAYERS, 500, 16, 43, false, false))).isNotEqualTo(plan);
  }

  @Test
  void everyPlayerWantsASeatOnce() {
    assertThat(count(Motive.WANT)).isEqualTo(PLAYERS);
    assertThat(shots.stream().filter(is(Motive.WANT)).map(Shot::player).distinct())
        .hasSize(PLAYERS);
  }

  @Test
  void mostComeInTheFirstTwoSecondsAndTheTailThinsOut() {
    assertThat(share(0, 2_000)).isCloseTo(0.65, within(0.02));
    assertThat(share(0, 1_000)).isGreaterThan(share(1_000, 2_000));
    assertThat(share(2_000, 5_000)).isGreaterThan(share(5_000, 8_000));
    assertThat(share(5_000, 8_000)).isGreaterThan(share(8_000, 11_000));
    assertThat(share(8_000, 11_000)).isPositive();
  }

  @Test
  void everythingIsDueWithinThirteenSecondsAndInOrder() {
    assertThat(shots).allMatch(shot -> shot.dueMillis() >= 0 && shot.dueMillis() <= 13_000);
    assertThat(plan)
        .allSatisfy(
            client ->
                assertThat(client).isSortedAccordingTo(Comparator.comparingInt(Shot::dueMillis)));
  }

  @Test
  void habitsHaveTheirShares() {
    assertThat(count(Motive.DOUBLE_CLICK) / (double) PLAYERS).isCloseTo(0.20, within(0.01));
    assertThat(count(Motive.RETRY) / (double) PLAYERS).isCloseTo(0.10, within(0.01));
    assertThat(count(Motive.CHANGE_OF_MIND) / (double) PLAYERS).isCloseTo(0.05, within(0.01));
    assertThat(count(Motive.COME_BACK)).isPositive();
  }

  @Test
  void onlyARetryRepeatsAKey() {
    List<String> retried = shots.stream().filter(is(Motive.RETRY)).map(Shot::key).toList();
    List<String> others = shots.stream().filter(is(Motive.RETRY).negate()).map(Shot::key).toList();

    assertThat(others).doesNotHaveDuplicates().containsAll(retried);
  }

  private long count(Motive motive) {
    return shots.stream().filter(is(motive)).count();
  }

  private double share(int fromMillis, int toMillis) {
    return shots.stream()
            .filter(is(Motive.WANT))
            .filter(shot -> shot.dueMillis() >= fromMillis && shot.dueMillis() < toMillis)
            .count()
        / (double) PLAYERS;
  }

  private static Predicate<Shot> is(Motive motive) {
    return shot -> shot.motive() == motive;
  }
}
