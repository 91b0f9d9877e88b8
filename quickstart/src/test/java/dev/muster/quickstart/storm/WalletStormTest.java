package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Race;
import dev.muster.quickstart.client.Receipt;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import dev.muster.worker.scenario.ScenarioSystem.EnrollmentView;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Never below zero, never a second refund, and never another amount than was paid.
@ExtendWith(SharedSystem.class)
class WalletStormTest {
  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  WalletStormTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void creditsForOneOfTwoTournamentsBuyExactlyOneWhoeverDecidesThem() {
    List<UUID> cups = cupsOfTwoWorkers();
    UUID one = cups.getFirst();
    UUID other = cups.getLast();
    List<UUID> players = stage.players(500, 60);
    List<Command> both = new ArrayList<>();
    for (UUID player : players) {
      both.add(new Enroll(one, player, null));
      both.add(new Enroll(other, player, null));
    }

    List<Result> results = client.decideAtOnce(both);

    assertThat(Stage.tally(results))
        .containsExactlyInAnyOrderEntriesOf(Map.of("ENROLLED", 500L, "INSUFFICIENT_CREDITS", 500L));
    assertThat(Stage.only(Enrolled.class, results))
        .extracting(enrolled -> enrolled.header().playerId())
        .containsExactlyInAnyOrderElementsOf(players);
    assertThat(stage.seenTournament(one).enrolled() + stage.seenTournament(other).enrolled())
        .isEqualTo(500);
    assertThat(Stage.only(Enrolled.class, results))
        .allSatisfy(enrolled -> assertThat(enrolled.balanceAfter()).isEqualTo(10));
  }

  @Test
  void twoWorkersWhoMoveTheSameFiveHundredWalletsOverAndOverAgreeOnEveryOne() {
    List<UUID> cups = cupsOfTwoWorkers();
    List<UUID> players = stage.players(500, 60);
    for (int round = 0; round < 3; round++) {
      assertThat(Stage.tally(inTwoBatches(cups, cup -> Stage.enrolls(cup, players))))
          .isEqualTo(Map.of("ENROLLED", 500L, "INSUFFICIENT_CREDITS", 500L));
      assertThat(Stage.tally(inTwoBatches(cups, cup -> Stage.unenrolls(cup, players))))
          .isEqualTo(Map.of("UNENROLLED", 500L, "NOT_ENROLLED", 500L));
    }
    // A deadlock would be survived, but not unseen: it stands in the log, which is looked at
    // afterwards. The worker's own tests provoke one for certain.
    assertThat(stage.seenPlayer(players.getFirst()).balance()).isEqualTo(60);
  }

  /// Sends one batch for each tournament, at the same moment.
  private List<Result> inTwoBatches(List<UUID> cups, Function<UUID, List<Command>> commands) {
    List<Callable<List<Receipt>>> batches = new ArrayList<>();
    for (UUID cup : cups) {
      batches.add(() -> stage.batch(commands.apply(cup), UUID.randomUUID().toString()));
    }
    List<UUID> ids =
        Race.run(batches).stream().flatMap(List::stream).map(Receipt::requestId).toList();
    system.decisions().awaitAll(ids);
    return system.decisions().ofRequests(ids);
  }

  /// Two open tournaments with two partitions and two processes: each process has transactions of
  /// its own on the same wallets.
  private List<UUID> cupsOfTwoWorkers() {
    List<String> owners = system.decisions().owners().toList();
    UUID one = UUID.randomUUID();
    String ownerOfOne = owners.get(home(one));
    UUID other =
        Stream.generate(UUID::randomUUID)
            .filter(id -> !owners.get(home(id)).equals(ownerOfOne))
            .findFirst()
            .orElseThrow();
    stage.define(one, 500, 50);
    stage.define(other, 500, 50);
    return List.of(one, other);
  }

  @Test
  void fiftyUnenrollmentsAtOnceAreOneRefund() {
    UUID cup = stage.tournament(10, 50);
    UUID player = stage.player(80);
    assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Enrolled.class);

    List<Result> results =
        client.decideAtOnce(Stage.unenrolls(cup, Collections.nCopies(50, player)));

    assertThat(Stage.tally(results))
        .containsExactlyInAnyOrderEntriesOf(Map.of("UNENROLLED", 1L, "NOT_ENROLLED", 49L));
    assertThat(stage.seenTournament(cup).enrolled()).isZero();
    assertThat(stage.seenPlayer(player))
        .isEqualTo(
            new PlayerView(80, List.of(80L, -50L, 50L), List.of(new EnrollmentView(cup, 50, 50L))));
  }

  @Test
  void comingBackIsANewRowANewChargeAndLeavesHistoryAsItWas() {
    UUID cup = stage.tournament(1, 50);
    UUID player = stage.player(80);
    var first = (Enrolled) client.decide(new Enroll(cup, player, null));
    var left = (Unenrolled) client.decide(new Unenroll(cup, player));

    var second = (Enrolled) client.decide(new Enroll(cup, player, null));

    assertThat(left.enrollmentId()).isEqualTo(first.enrollmentId());
    assertThat(second.enrollmentId()).isNotEqualTo(first.enrollmentId());
    assertThat(stage.seenPlayer(player))
        .isEqualTo(
            new PlayerView(
                30,
                List.of(80L, -50L, 50L, -50L),
                List.of(new EnrollmentView(cup, 50, 50L), new EnrollmentView(cup, 50, null))));
  }

  @Test
  void theRefundIsWhatThatEnrollmentPaidWhateverThePriceIsNow() {
    UUID cup = stage.tournament(40, 50);
    List<UUID> players = stage.players(40, 100);
    List<Command> coming = new ArrayList<>(Stage.enrolls(cup, players));
    List<Command> prices =
        Stream.of(0L, 80L, 31L, 99L, 1L)
            .<Command>map(fee -> Stage.definition(cup, 40, fee))
            .toList();
    // The price moves while they come, and again while they leave.
    for (int i = 0; i < prices.size(); i++) {
      coming.add(i * 8 + 4, prices.get(i));
    }
    List<Command> leaving = new ArrayList<>(prices.reversed());
    leaving.addAll(Stage.unenrolls(cup, players));

    List<Enrolled> came = Stage.only(Enrolled.class, client.decideAtOnce(coming));
    List<Unenrolled> left = Stage.only(Unenrolled.class, client.decideAtOnce(leaving));

    Map<UUID, Long> paid =
        came.stream().collect(Collectors.toMap(Enrolled::enrollmentId, Enrolled::creditsCharged));
    Map<UUID, Long> refunded =
        left.stream()
            .collect(Collectors.toMap(Unenrolled::enrollmentId, Unenrolled::creditsRefunded));
    assertThat(paid).hasSize(40);
    assertThat(paid.values().stream().distinct().count()).isGreaterThan(1);
    assertThat(refunded).isEqualTo(paid);
    assertThat(players)
        .allSatisfy(player -> assertThat(stage.seenPlayer(player).balance()).isEqualTo(100));
  }

  @Test
  void aFreeSeatRefundsNothingEvenWhenItsPriceHasRisen() {
    UUID cup = stage.tournament(1, 0);
    UUID player = stage.player(100);
    assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Enrolled.class);
    stage.define(cup, 1, 70);

    var left = (Unenrolled) client.decide(new Unenroll(cup, player));

    assertThat(left.creditsRefunded()).isZero();
    assertThat(stage.seenPlayer(player))
        .isEqualTo(new PlayerView(100, List.of(100L), List.of(new EnrollmentView(cup, 0, 0L))));
  }

  @Test
  void aPriceRiseInMidDropSurprisesNobodyWhoNamedALimit() {
    UUID cup = stage.tournament(60, 50);
    List<UUID> players = stage.players(60, 100);
    List<Command> drop = new ArrayList<>();
    players.forEach(player -> drop.add(new Enroll(cup, player, 50L)));
    drop.add(30, Stage.definition(cup, 60, 51));

    List<Result> results = client.decideAtOnce(drop);

    assertThat(Stage.only(Enrolled.class, results))
        .allSatisfy(enrolled -> assertThat(enrolled.creditsCharged()).isEqualTo(50));
    assertThat(Stage.only(Rejected.class, results))
        .extracting(Rejected::reason)
        .allMatch(RejectionReason.FEE_ABOVE_LIMIT::equals);
  }

  private static int home(UUID key) {
    return Partitions.home(key, Topics.PARTITIONS_DEFAULT);
  }
}
