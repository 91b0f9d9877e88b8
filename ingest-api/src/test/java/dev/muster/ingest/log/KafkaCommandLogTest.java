package dev.muster.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.log.CommandLog.Appended;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.RecordHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaCommandLogTest {
  private static final int PARTITIONS = 3;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final TestBroker broker;

  KafkaCommandLogTest(@TempDir Path directory) throws Exception {
    broker = new TestBroker(directory);
  }

  @BeforeAll
  void startBroker() throws Exception {
    broker.start();
    // Whichever test comes first, the topics are there.
    open(PARTITIONS).close();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  private KafkaCommandLog log(int partitions, CompletableFuture<UnusableTopicException> refused) {
    return new KafkaCommandLog(
        new KafkaSettings(broker.bootstrapServers(), Map.of()),
        new TopicSettings(partitions, (short) 1, Duration.ofDays(7)),
        new SimpleMeterRegistry(),
        refused::complete);
  }

  private KafkaCommandLog open(int partitions) throws InterruptedException {
    KafkaCommandLog log = log(partitions, new CompletableFuture<>());
    log.start();
    assertThat(log.opensWithin(Duration.ofSeconds(60))).isTrue();
    return log;
  }

  private static CommandEnvelope enroll(UUID tournamentId) {
    return new CommandEnvelope(
        UUID.randomUUID(), UUID.randomUUID(), new Enroll(tournamentId, UUID.randomUUID(), null));
  }

  private static Appended receipt(CompletableFuture<Appended> append) throws Exception {
    return append.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aReceiptSaysWhereTheCommandIsAndWhen() throws Exception {
    try (KafkaCommandLog log = open(PARTITIONS)) {
      CommandEnvelope first = enroll(UUID.randomUUID());
      CommandEnvelope second = enroll(first.command().key());

      CompletableFuture<Appended> appending = log.append(first);
      Appended after = receipt(log.append(second));
      Appended appended = receipt(appending);

      int partition = appended.position().partition();
      byte[] key = first.command().key().toString().getBytes(UTF_8);
      assertThat(partition).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % PARTITIONS);
      assertThat(after.position().partition()).isEqualTo(partition);
      assertThat(after.position().offset()).isEqualTo(appended.position().offset() + 1);
      var record = read(Topics.TOURNAMENT_COMMANDS, appended);
      assertThat(record.key()).isEqualTo(key);
      assertThat(CommandCodec.decode(record.value())).isEqualTo(first);
      assertThat(record.timestamp()).isEqualTo(appended.time().toEpochMilli());
      assertThat(record.timestampType().name).isEqualTo("LogAppendTime");
      assertThat(RecordHeaders.requestId(record.headers())).isEqualTo(first.requestId());
    }
  }

  @Test
  void playerCommandsHaveAStreamOfTheirOwn() throws Exception {
    try (KafkaCommandLog log = open(PARTITIONS)) {
      var grant =
          new CommandEnvelope(
              UUID.randomUUID(), null, new GrantCredits(UUID.randomUUID(), 5, "gift"));
      var record = read(Topics.PLAYER_COMMANDS, receipt(log.append(grant)));
      assertThat(CommandCodec.decode(record.value())).isEqualTo(grant);
    }
  }

  private ConsumerRecord<byte[], byte[]> read(String topic, Appended appended) {
    var deserializer = new ByteArrayDeserializer();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()), deserializer, deserializer)) {
      var partition = new TopicPartition(topic, appended.position().partition());
      consumer.assign(List.of(partition));
      consumer.seek(partition, appended.position().offset());
      return consumer.poll(Duration.ofSeconds(20)).records(partition).getFirst();
    }
  }

  @Test
  void aBrokerThatStopsAnsweringIsToldOfInTimeAndRecoveredFrom() throws Exception {
    try (KafkaCommandLog log = open(PARTITIONS)) {
      var _ = receipt(log.append(enroll(UUID.randomUUID())));
      broker.freeze();
      long start = System.nanoTime();
      try {
        CompletableFuture<Appended> append = log.append(enroll(UUID.randomUUID()));
        assertThatThrownBy(() -> receipt(append)).isInstanceOf(ExecutionException.class);
      } finally {
        broker.thaw();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWER_MAX);

      // Commands of one key come after one another again; the first may still be lost to the
      // outage.
      UUID tournament = UUID.randomUUID();
      while (receiptOrNothing(log.append(enroll(tournament))) == null) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
      }
    }
  }

  private static @Nullable Appended receiptOrNothing(CompletableFuture<Appended> append)
      throws Exception {
    try {
      return receipt(append);
    } catch (ExecutionException e) {
      return null;
    }
  }

  @Test
  void topicsAreMadeAsPromised() throws Exception {
    try (var admin = broker.admin()) {
      for (String topic :
          List.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS, Topics.RESULTS)) {
        var description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        assertThat(requireNonNull(description).partitions()).hasSize(PARTITIONS);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        requireNonNull(config);
        assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config.get("retention.ms").value()).isEqualTo("604800000");
        assertThat(config.get("unclean.leader.election.enable").value()).isEqualTo("false");
      }
    }
  }

  @Test
  void anotherPartitionCountRefusesTheStart() {
    try (KafkaCommandLog log = log(PARTITIONS + 1, new CompletableFuture<>())) {
      assertThatThrownBy(log::start)
          .isInstanceOf(UnusableTopicException.class)
          .hasMessageContaining(Topics.TOURNAMENT_COMMANDS)
          .hasMessageContaining("3 partitions")
          .hasMessageNotContaining("\n");
      assertThat(log.ready()).isFalse();
    }
  }

  @Test
  void anotherTimestampTypeRefusesTheStart() throws Exception {
    alter("CreateTime");
    try (KafkaCommandLog log = log(PARTITIONS, new CompletableFuture<>())) {
      assertThatThrownBy(log::start)
          .isInstanceOf(UnusableTopicException.class)
          .hasMessageContaining(Topics.PLAYER_COMMANDS)
          .hasMessageContaining("message.timestamp.type=CreateTime");
    } finally {
      alter("LogAppendTime");
    }
  }

  private void alter(String timestampType) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PLAYER_COMMANDS);
    var entry = new ConfigEntry("message.timestamp.type", timestampType);
    try (var admin = broker.admin()) {
      var _ =
          admin
              .incrementalAlterConfigs(
                  Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
              .all()
              .get();
    }
  }

  @Test
  void theApplicationMayStartBeforeTheBroker() throws Exception {
    broker.kill();
    var refused = new CompletableFuture<UnusableTopicException>();
    try (KafkaCommandLog log = log(PARTITIONS, new CompletableFuture<>());
        KafkaCommandLog mistaken = log(PARTITIONS + 1, refused)) {
      log.start();
      mistaken.start();
      assertThat(log.ready()).isFalse();
      assertThat(log.append(enroll(UUID.randomUUID()))).isCompletedExceptionally();

      broker.start();

      assertThat(log.opensWithin(Duration.ofSeconds(60))).isTrue();
      assertThat(receipt(log.append(enroll(UUID.randomUUID())))).isNotNull();
      // What could not be checked at the start is checked as soon as it can be.
      assertThat(refused.get(60, TimeUnit.SECONDS)).hasMessageContaining("3 partitions");
      assertThat(mistaken.ready()).isFalse();
    }
  }
}
