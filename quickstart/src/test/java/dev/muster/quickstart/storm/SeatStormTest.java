package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Race;
import dev.muster.quickstart.client.Receipt;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Result;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Never over capacity, never twice.
@ExtendWith(SharedSystem.class)
class SeatStormTest {
  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  SeatStormTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void ofTwoHundredWhoRaceForTheLastSeatTheFirstOnTheLogGetsIt() {
    UUID cup = stage.tournament(1, 50);
    List<UUID> players = stage.players(200, 100);

    List<Result> results = client.decideAtOnce(Stage.enrolls(cup, players));

    assertThat(Stage.tally(results))
        .containsExactlyInAnyOrderEntriesOf(Map.of("ENROLLED", 1L, "TOURNAMENT_FULL", 199L));
    Result winner = Stage.only(Enrolled.class, results).getFirst();
    assertThat(offset(winner))
        .isEqualTo(results.stream().mapToLong(SeatStormTest::offset).min().orElseThrow());
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(1);
    UUID paid = Objects.requireNonNull(winner.header().playerId());
    assertThat(stage.seenPlayer(paid).ledger()).containsExactly(100L, -50L);
    assertThat(players)
        .filteredOn(player -> !player.equals(paid))
        .allSatisfy(
            player ->
                assertThat(stage.seenPlayer(player))
                    .isEqualTo(new PlayerView(100, List.of(100L), List.of())));
  }

  @Test
  void fiftyRequestsOfOnePlayerUnderFiftyKeysAreOneEnrollmentAndOneCharge() {
    UUID cup = stage.tournament(100, 50);
    UUID player = stage.player(5_000);
    List<Callable<Receipt>> clicks =
        LongStream.range(0, 50)
            .<Callable<Receipt>>mapToObj(
                i -> () -> client.submit(new Enroll(cup, player, null), player + " click " + i))
            .toList();

    List<Receipt> receipts = Race.run(clicks);

    assertThat(ids(receipts)).hasSize(50);
    assertThat(Stage.tally(client.awaitAll(receipts)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("ENROLLED", 1L, "ALREADY_ENROLLED", 49L));
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(1);
    assertThat(stage.seenPlayer(player).ledger()).containsExactly(5_000L, -50L);
    assertThat(stage.seenPlayer(player).enrollments()).hasSize(1);
  }

  @Test
  void fiftyRetriesUnderOneKeyAreOneRequestAndOneDecision() {
    UUID cup = stage.tournament(100, 50);
    UUID player = stage.player(5_000);
    Callable<Receipt> click =
        () -> client.submit(new Enroll(cup, player, null), player + " the one key");

    Set<UUID> ids = ids(Race.run(Collections.nCopies(50, click)));

    assertThat(ids).hasSize(1);
    UUID id = ids.iterator().next();
    assertThat(client.await(id)).isInstanceOf(Enrolled.class);
    String decided = client.status(id).body();
    // A retry that comes when all is over gets the same id, and changes nothing.
    assertThat(client.submit(new Enroll(cup, player, null), player + " the one key").requestId())
        .isEqualTo(id);
    // Decided behind every repeat on the log, of which the last came before it.
    assertThat(Stage.tally(List.of(client.decide(new Enroll(cup, player, null)))))
        .containsOnlyKeys("ALREADY_ENROLLED");
    assertThat(client.status(id).body()).isEqualTo(decided);
    assertThat(system.decisions().count(cup, player)).isEqualTo(2);
    assertThat(stage.seenPlayer(player).ledger()).containsExactly(5_000L, -50L);
  }

  private static Set<UUID> ids(List<Receipt> receipts) {
    return receipts.stream().map(Receipt::requestId).collect(Collectors.toSet());
  }

  private static long offset(Result result) {
    return result.header().position().offset();
  }
}
