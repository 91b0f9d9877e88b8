package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Receipt;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.GrantCredits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a consumer of the results topic sees is what clients are told.
@ExtendWith(SharedSystem.class)
class ResultsTopicTest {
  private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
  private static final JsonMapper JSON = new JsonMapper();

  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  ResultsTopicTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void everyRequestHasOneResultThatIsWhatGetTellsInTheOrderOfTheLog() {
    List<Command> storm = storm();
    try (var feed = new ResultsFeed(system.local().broker().bootstrapServers())) {
      List<UUID> ids = client.submitAtOnce(storm).stream().map(Receipt::requestId).toList();

      List<ConsumerRecord<String, String>> read = feed.awaitAll(ids);

      Map<String, List<ConsumerRecord<String, String>>> byRequest =
          read.stream().collect(Collectors.groupingBy(ResultsFeed::requestId));
      assertThat(byRequest.keySet())
          .as("seed %d", SEED)
          .isEqualTo(ids.stream().map(UUID::toString).collect(Collectors.toSet()));
      byRequest.forEach(this::requireWhatGetTells);
      requireLogOrder(read);
    }
  }

  /// Three tournaments, one of them cancelled in the middle, and people who come, leave and pay in.
  private List<Command> storm() {
    List<UUID> players = stage.players(30, 100);
    List<Command> storm = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      UUID cup = stage.tournament(20, 40);
      storm.addAll(Stage.enrolls(cup, players));
      storm.addAll(Stage.unenrolls(cup, players.subList(0, 15)));
      if (i == 0) {
        storm.add(new CancelTournament(cup, "called off"));
      }
    }
    players.forEach(player -> storm.add(new GrantCredits(player, 5, "for waiting")));
    Collections.shuffle(storm, new Random(SEED));
    return storm;
  }

  /// There may be repeats of a result, but never another one.
  private void requireWhatGetTells(String id, List<ConsumerRecord<String, String>> results) {
    // The API reads the same topic for itself, and may be a moment behind.
    var _ = client.await(UUID.fromString(id));
    String told = client.status(UUID.fromString(id)).expect(200).body();
    assertThat(results).extracting(ConsumerRecord::value).containsOnly(told);
    JsonNode document = JSON.readTree(told);
    JsonNode key =
        document.has("tournamentId") ? document.get("tournamentId") : document.get("playerId");
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.key()).isEqualTo(key.asString());
              assertThat(ResultsFeed.header(result, "ce_id")).isEqualTo(id);
              assertThat(ResultsFeed.header(result, "ce_specversion")).isEqualTo("1.0");
            });
  }

  /// Of each key the results follow one another as the commands do.
  private static void requireLogOrder(List<ConsumerRecord<String, String>> results) {
    Map<String, List<Long>> offsets = new HashMap<>();
    for (ConsumerRecord<String, String> result : results) {
      offsets
          .computeIfAbsent(result.key(), _ -> new ArrayList<>())
          .add(JSON.readTree(result.value()).get("queue").get("offset").asLong());
    }
    assertThat(offsets).hasSize(33);
    assertThat(offsets.values()).allSatisfy(ofOne -> assertThat(ofOne).isSorted());
  }
}
