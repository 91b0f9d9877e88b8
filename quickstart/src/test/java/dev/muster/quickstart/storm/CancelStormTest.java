package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Receipt;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.worker.scenario.ScenarioSystem.EnrollmentView;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A cancellation has its place on the log: before it everybody is refunded, behind it nobody gets
/// in.
@ExtendWith(SharedSystem.class)
class CancelStormTest {
  private final MusterClient client;
  private final Stage stage;

  CancelStormTest(RunningSystem system) {
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void whoIsBeforeACancellationIsRefundedOnceAndWhoIsBehindItIsRefused() {
    UUID cup = stage.tournament(200, 50);
    List<UUID> players = stage.players(120, 100);
    // Some are in for certain, most race the cancellation, and some are too late for certain.
    List<Receipt> receipts =
        new ArrayList<>(client.submitAtOnce(Stage.enrolls(cup, players.subList(0, 20))));
    List<Command> race = new ArrayList<>(Stage.enrolls(cup, players.subList(20, 100)));
    race.add(40, new CancelTournament(cup, "rained off"));
    receipts.addAll(client.submitAtOnce(race));
    receipts.addAll(client.submitAtOnce(Stage.enrolls(cup, players.subList(100, 120))));

    List<Result> results = client.awaitAll(receipts);

    List<Accepted> accepted = Stage.only(Accepted.class, results);
    assertThat(accepted).hasSize(1);
    Accepted cancellation = accepted.getFirst();
    List<Enrolled> enrolled = Stage.only(Enrolled.class, results);
    assertThat(enrolled)
        .hasSizeBetween(20, 100)
        .allMatch(result -> offset(result) < offset(cancellation));
    assertThat(Stage.only(Rejected.class, results))
        .hasSize(120 - enrolled.size())
        .allMatch(result -> offset(result) > offset(cancellation))
        .allMatch(result -> result.reason() == RejectionReason.TOURNAMENT_NOT_OPEN);
    assertThat(cancellation.creditsRefunded()).isEqualTo(50L * enrolled.size());
    requireRefunded(cup, players, enrolled);
  }

  /// Nobody is left in, and who was charged has it back in the same wallet.
  private void requireRefunded(UUID cup, List<UUID> players, List<Enrolled> enrolled) {
    assertThat(stage.seenTournament(cup).enrolled()).isZero();
    assertThat(stage.seenTournament(cup).status()).isEqualTo(TournamentStatus.CANCELLED);
    List<UUID> charged =
        enrolled.stream()
            .map(result -> Objects.requireNonNull(result.header().playerId()))
            .toList();
    assertThat(charged).doesNotHaveDuplicates();
    for (UUID player : players) {
      assertThat(stage.seenPlayer(player))
          .isEqualTo(
              charged.contains(player)
                  ? new PlayerView(
                      100, List.of(100L, -50L, 50L), List.of(new EnrollmentView(cup, 50, 50L)))
                  : new PlayerView(100, List.of(100L), List.of()));
    }
  }

  private static long offset(Result result) {
    return result.header().position().offset();
  }
}
