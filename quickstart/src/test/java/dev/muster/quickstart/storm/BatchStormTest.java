package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.client.Receipt;
import dev.muster.quickstart.client.Reply;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ten thousand requests in one body.
@ExtendWith(SharedSystem.class)
class BatchStormTest {
  private static final int REQUESTS = 10_000;
  private static final int PLAYERS = 100;

  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  BatchStormTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void tenThousandItemsKeepTheirOrderAndGetOneIdAndOneDecisionEach() {
    UUID cup = stage.tournament(PLAYERS, 50);
    List<UUID> players = stage.players(PLAYERS, 50);
    List<Command> comingAndGoing = comingAndGoing(cup, players);

    List<Receipt> receipts = accepted(comingAndGoing, cup + " batch");

    assertThat(receipts).extracting(Receipt::requestId).doesNotHaveDuplicates().hasSize(REQUESTS);
    assertThat(receipts).extracting(receipt -> receipt.position().offset()).isSorted();
    List<UUID> ids = receipts.stream().map(Receipt::requestId).toList();
    system.decisions().awaitAll(ids);
    List<Result> results = system.decisions().ofRequests(ids);
    // The same order, item by item; and as nobody can leave before coming or come twice, no other
    // order would have let every single one succeed.
    assertThat(results).extracting(result -> result.header().requestId()).isEqualTo(ids);
    assertThat(Stage.tally(results))
        .isEqualTo(Map.of("ENROLLED", REQUESTS / 2L, "UNENROLLED", REQUESTS / 2L));
    assertThat(client.await(ids.getFirst())).isInstanceOf(Enrolled.class);
    assertThat(client.await(ids.getLast())).isInstanceOf(Unenrolled.class);
    assertThat(stage.seenTournament(cup).enrolled()).isZero();
    assertThat(stage.seenPlayer(players.getFirst()).enrollments()).hasSize(REQUESTS / PLAYERS / 2);
  }

  @Test
  void aBatchSentAgainUnderItsKeyIsTheSameBatch() {
    UUID cup = stage.tournament(PLAYERS, 50);
    List<Command> enrolls = Stage.enrolls(cup, stage.players(PLAYERS, 50));
    List<Receipt> first = accepted(enrolls, cup + " again");

    List<Receipt> second = accepted(enrolls, cup + " again");

    assertThat(second)
        .extracting(Receipt::requestId)
        .isEqualTo(first.stream().map(Receipt::requestId).toList());
    assertThat(Stage.tally(client.awaitAll(second))).isEqualTo(Map.of("ENROLLED", (long) PLAYERS));
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(PLAYERS);
  }

  /// Everybody comes, everybody goes, and so on.
  private static List<Command> comingAndGoing(UUID cup, List<UUID> players) {
    return IntStream.range(0, REQUESTS)
        .<Command>mapToObj(
            i -> {
              UUID player = players.get(i % PLAYERS);
              return i / PLAYERS % 2 == 0
                  ? new Enroll(cup, player, null)
                  : new Unenroll(cup, player);
            })
        .toList();
  }

  /// Sends a batch the way a client should: while there is no receipt, again under the same key.
  private List<Receipt> accepted(List<Command> commands, String key) {
    Reply reply =
        Polling.until(
            "a receipt for the batch",
            () -> {
              Reply answer = client.sendBatch(commands, key);
              return answer.status() == 503 ? null : answer;
            });
    return new ArrayList<>(MusterClient.batchReceipts(reply));
  }
}
