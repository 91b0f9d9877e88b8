package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Capacity holds at every moment, also while it is being changed.
@ExtendWith(SharedSystem.class)
class CapacityStormTest {
  private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
  private static final int CAPACITY_FIRST = 10;

  private final MusterClient client;
  private final Stage stage;

  CapacityStormTest(RunningSystem system) {
    this.client = system.client();
    this.stage = new Stage(client);
  }

  private record Asked(Command command, Result result) {
    long offset() {
      return result.header().position().offset();
    }
  }

  @Test
  void capacityRaisedAndLoweredInMidDropHoldsAtEveryMoment() {
    UUID cup = stage.tournament(CAPACITY_FIRST, 50);
    List<UUID> players = stage.players(120, 100);
    List<Command> storm = new ArrayList<>(Stage.enrolls(cup, players));
    storm.addAll(Stage.unenrolls(cup, players.subList(0, 40)));
    for (int capacity : new int[] {0, 5, 15, 20, 25, 30, 3, 40, 1, 60, 12, 45, 8, 50, 10}) {
      storm.add(Stage.definition(cup, capacity, 50));
    }
    Collections.shuffle(storm, new Random(SEED));

    List<Asked> drop = ask(storm);

    int enrolled = follow(CAPACITY_FIRST, 0, drop);
    assertThat(stage.seenTournament(cup).enrolled()).as("seed %d", SEED).isEqualTo(enrolled);
  }

  @Test
  void seatsThatAreTakenCannotBeTakenAway() {
    UUID cup = stage.tournament(CAPACITY_FIRST, 50);
    List<UUID> players = stage.players(CAPACITY_FIRST, 100);
    assertThat(client.decideAtOnce(Stage.enrolls(cup, players)))
        .allMatch(Enrolled.class::isInstance);

    List<Asked> changes =
        ask(
            IntStream.rangeClosed(0, CAPACITY_FIRST)
                .<Command>mapToObj(capacity -> Stage.definition(cup, capacity, 50))
                .toList());

    assertThat(follow(CAPACITY_FIRST, CAPACITY_FIRST, changes)).isEqualTo(CAPACITY_FIRST);
    assertThat(Stage.tally(changes.stream().map(Asked::result).toList()))
        .containsEntry("CAPACITY_BELOW_ENROLLED", (long) CAPACITY_FIRST);
    assertThat(stage.seenTournament(cup).capacity()).isEqualTo(CAPACITY_FIRST);
  }

  /// Follows the log and holds every single decision against the rule.
  ///
  /// @return who is in at the end
  private static int follow(int capacityBefore, int enrolledBefore, List<Asked> log) {
    int capacity = capacityBefore;
    int enrolled = enrolledBefore;
    for (Asked asked : log) {
      switch (asked.result()) {
        case Accepted _ -> capacity = ((DefineTournament) asked.command()).capacity();
        case Enrolled _ -> enrolled++;
        case Unenrolled _ -> enrolled--;
        case Rejected rejected -> {
          if (rejected.reason() == RejectionReason.CAPACITY_BELOW_ENROLLED) {
            assertThat(((DefineTournament) asked.command()).capacity()).isLessThan(enrolled);
          } else if (rejected.reason() == RejectionReason.TOURNAMENT_FULL) {
            assertThat(enrolled).as("full at %s", asked).isEqualTo(capacity);
          } else {
            assertThat(rejected.reason()).isEqualTo(RejectionReason.NOT_ENROLLED);
          }
        }
      }
      assertThat(enrolled).as("seats taken after %s", asked).isBetween(0, capacity);
    }
    return enrolled;
  }

  private List<Asked> ask(List<Command> commands) {
    List<Result> results = client.decideAtOnce(commands);
    return IntStream.range(0, commands.size())
        .mapToObj(i -> new Asked(commands.get(i), results.get(i)))
        .sorted(Comparator.comparingLong(Asked::offset))
        .toList();
  }
}
