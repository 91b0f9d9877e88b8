package dev.muster.quickstart.storm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.schemas.Limits;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Anybody with a Kafka client can publish commands: good ones are decided, bad ones are answered,
/// and none of them holds up the rest.
@ExtendWith(SharedSystem.class)
class PlainProducerTest {
  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;
  private final Producer<byte[], byte[]> producer;

  PlainProducerTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", system.local().broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void anEnrollWrittenByHandWithoutHeadersIsDecidedPublishedAndServed() {
    UUID cup = stage.tournament(1, 50);
    UUID player = stage.player(100);
    UUID id = UUID.randomUUID();
    try (var feed = new ResultsFeed(system.local().broker().bootstrapServers())) {
      // Twice, as producers do: it is decided once.
      send(Topics.TOURNAMENT_COMMANDS, null, cup, enroll(id, cup, player));
      send(Topics.TOURNAMENT_COMMANDS, null, cup, enroll(id, cup, player));

      var result = feed.awaitAll(List.of(id)).getLast();

      assertThat(result.key()).isEqualTo(cup.toString());
      assertThat(client.status(id).expect(200).body()).isEqualTo(result.value());
      assertThat(client.await(id)).isInstanceOf(Enrolled.class);
      assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Rejected.class);
      assertThat(stage.seenPlayer(player).ledger()).containsExactly(100L, -50L);
    }
  }

  @Test
  void whatIsNoCommandIsAnsweredWithTheReasonAndThePartitionGoesOn() {
    UUID cup = stage.tournament(1, 50);
    UUID player = stage.player(100);
    int home = Partitions.home(cup, Topics.PARTITIONS_DEFAULT);
    List<Bad> bad = badOnes(cup, player);
    for (String topic : List.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS)) {
      for (Bad each : bad) {
        LogPosition position = send(topic, home, cup, each.value());
        Rejected answer = malformed(topic, position);
        assertThat(answer.detail()).as("%s on %s", each, topic).isNotBlank();
        if (topic.equals(Topics.TOURNAMENT_COMMANDS)) {
          assertThat(answer.detail()).as("%s", each).contains(each.why());
        }
        assertThat(client.status(answer.header().requestId()).expect(200).body())
            .contains("MALFORMED_COMMAND");
      }
    }

    assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Enrolled.class);
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(1);
  }

  @Test
  void aCommandBesideItsPartitionOrTopicIsRefusedAndChangesNothing() {
    UUID cup = stage.tournament(1, 50);
    UUID player = stage.player(100);
    int home = Partitions.home(cup, Topics.PARTITIONS_DEFAULT);
    int elsewhere = (home + 1) % Topics.PARTITIONS_DEFAULT;
    byte[] enroll = enroll(UUID.randomUUID(), cup, player);

    LogPosition beside = send(Topics.TOURNAMENT_COMMANDS, elsewhere, cup, enroll);
    LogPosition astray = send(Topics.PLAYER_COMMANDS, home, cup, enroll);

    assertThat(malformed(Topics.TOURNAMENT_COMMANDS, beside).detail()).contains("partition");
    assertThat(malformed(Topics.PLAYER_COMMANDS, astray).detail())
        .contains(Topics.TOURNAMENT_COMMANDS);
    assertThat(stage.seenTournament(cup).enrolled()).isZero();
    // The same command where it belongs: nothing of the refusals sticks to its id.
    send(Topics.TOURNAMENT_COMMANDS, null, cup, enroll);
    assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Rejected.class);
    assertThat(stage.seenPlayer(player).ledger()).containsExactly(100L, -50L);
  }

  @Test
  void anUnreadableCommandIsAnsweredUnderTheIdInItsHeader() {
    UUID id = UUID.randomUUID();
    UUID cup = UUID.randomUUID();
    var unreadable =
        new ProducerRecord<>(
            Topics.TOURNAMENT_COMMANDS, null, null, bytes(cup.toString()), bytes("{"));
    unreadable.headers().add(new RecordHeader("muster_request_id", bytes(id.toString())));
    try (var feed = new ResultsFeed(system.local().broker().bootstrapServers())) {
      send(unreadable);

      assertThat(feed.awaitAll(List.of(id)).getLast().value()).contains("MALFORMED_COMMAND");
      assertThat(client.await(id)).isInstanceOf(Rejected.class);
    }
  }

  /// A record that is no command, byte by character, and a word of the answer it should get.
  private record Bad(String name, @Nullable String text, String why) {
    byte @Nullable [] value() {
      return text == null ? null : text.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Bad> badOnes(UUID cup, UUID player) {
    String good = new String(enroll(UUID.randomUUID(), cup, player), UTF_8);
    List<Bad> bad = new ArrayList<>();
    bad.add(new Bad("no value", null, "value"));
    bad.add(new Bad("nothing", "", "JSON"));
    bad.add(new Bad("noise", "\u00ca\u00fe\0\u00ff\1", "JSON"));
    bad.add(new Bad("text", "hello", "JSON"));
    bad.add(new Bad("a list", "[" + good + "]", "object"));
    bad.add(new Bad("two", good + good, "one JSON object"));
    bad.add(new Bad("half", good.substring(0, good.length() / 2), "JSON"));
    bad.add(new Bad("unknown type", good.replace("ENROLL", "STEAL"), "type"));
    bad.add(new Bad("unknown field", good.replace("{", "{\"extra\":1,"), "extra"));
    bad.add(new Bad("field twice", good.replace("{", "{\"type\":\"ENROLL\","), "JSON"));
    bad.add(new Bad("no player", good.replace("playerId", "payerId"), "playerId"));
    bad.add(new Bad("no uuid", good.replace(player.toString(), "me"), "playerId"));
    bad.add(new Bad("number as text", good.replace("{", "{\"maxFeeCredits\":\"5\","), "maxFee"));
    bad.add(new Bad("below zero", good.replace("{", "{\"maxFeeCredits\":-1,"), "maxFeeCredits"));
    bad.add(new Bad("huge number", good.replace("{", "{\"maxFeeCredits\":1e999,"), "maxFee"));
    bad.add(new Bad("deep", "{\"a\":".repeat(1_000), "JSON"));
    bad.add(new Bad("too long", " ".repeat(Limits.COMMAND_BYTES_MAX + 1), "larger"));
    return bad;
  }

  /// What the JSON Schema of an enroll asks for, and no more.
  private static byte[] enroll(UUID requestId, UUID cup, UUID player) {
    return bytes(
        """
        {"type":"ENROLL","requestId":"%s","tournamentId":"%s","playerId":"%s"}"""
            .formatted(requestId, cup, player));
  }

  private Rejected malformed(String topic, LogPosition position) {
    Result answer =
        Polling.until("the decision of " + position, () -> system.decisions().at(topic, position));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.MALFORMED_COMMAND));
    return (Rejected) answer;
  }

  private LogPosition send(
      String topic, @Nullable Integer partition, UUID key, byte @Nullable [] value) {
    return send(new ProducerRecord<>(topic, partition, bytes(key.toString()), value));
  }

  private LogPosition send(ProducerRecord<byte[], byte[]> unsent) {
    try {
      RecordMetadata sent = producer.send(unsent).get();
      return new LogPosition(sent.partition(), sent.offset());
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("cannot publish", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
