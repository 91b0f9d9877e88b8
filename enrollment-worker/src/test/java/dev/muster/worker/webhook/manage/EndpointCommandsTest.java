package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Topics;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Delete;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.schemas.wire.WebhookCommandCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// From the topic to the rows: in order, nothing skipped, nothing stuck behind a bad record.
class EndpointCommandsTest {
  private static final int PARTITIONS = 4;

  private final ManagedEndpoints managed = new ManagedEndpoints();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AssignedEndpoints assigned = new AssignedEndpoints();
  private final EndpointCommands commands =
      new EndpointCommands(consumer, managed.processor, assigned, managed);
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  @BeforeEach
  void assign() {
    var nodes = new Node[0];
    consumer.updatePartitions(
        Topics.WEBHOOK_COMMANDS,
        IntStream.range(0, PARTITIONS)
            .mapToObj(p -> new PartitionInfo(Topics.WEBHOOK_COMMANDS, p, null, nodes, nodes))
            .toList());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(Topics.WEBHOOK_COMMANDS, partition), 0L);
    }
    consumer.updateBeginningOffsets(ends);
    commands.subscribe();
    consumer.rebalance(ends.keySet());
  }

  @AfterEach
  void close() {
    managed.close();
  }

  @Test
  void commandsAreCarriedOutAndCommitted() {
    UUID endpoint = managed.create(EventType.ENROLLED);
    UUID operation = put(endpoint, new Delete());
    commands.step();
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 0");
    TopicPartition partition = partition(endpoint);
    var committed = consumer.committed(Set.of(partition)).get(partition);
    assertThat(Objects.requireNonNull(committed).offset()).isEqualTo(1);
  }

  @Test
  void garbageIsStoredAndHoldsNothingUp() {
    UUID endpoint = managed.create(EventType.ENROLLED);
    TopicPartition partition = partition(endpoint);
    add(partition, endpoint.toString().getBytes(UTF_8), "{\"type\":\"CREATE\"".getBytes(UTF_8));
    add(partition, null, null);
    add(partition, "no uuid".getBytes(UTF_8), new byte[20 * 1024]);
    UUID operation = put(endpoint, new Delete());
    var elsewhere = new TopicPartition(partition.topic(), (partition.partition() + 1) % PARTITIONS);
    add(elsewhere, null, value(UUID.randomUUID(), endpoint, new Delete()));
    commands.step();
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 0");
    assertThat(
            managed.database.texts(
                """
                SELECT reason || coalesce(' ' || endpoint_id, '') FROM webhook_operation
                WHERE kind = 'UNREADABLE' ORDER BY 1
                """))
        .containsExactly("UNREADABLE", "UNREADABLE", "UNREADABLE", "UNREADABLE " + endpoint);

    // The same records once more, as after a crash before the commit.
    consumer.seek(partition, 0);
    commands.step();
    assertThat(
            managed.database.texts(
                "SELECT count(*) FROM webhook_operation WHERE kind = 'UNREADABLE'"))
        .containsExactly("4");
  }

  @Test
  @Timeout(60)
  void aDatabaseThatIsAwayIsWaitedFor() {
    UUID endpoint = managed.create(EventType.ENROLLED);
    managed.database.execute("ALTER TABLE webhook_operation RENAME TO webhook_operation_away");
    UUID first = put(endpoint, new Delete());
    UUID second = put(endpoint, new Delete());
    for (int i = 0; i < 3; i++) {
      commands.step();
    }
    assertThat(consumer.paused()).isNotEmpty();
    TopicPartition partition = partition(endpoint);
    assertThat(consumer.committed(Set.of(partition)).get(partition)).isNull();

    managed.database.execute("ALTER TABLE webhook_operation_away RENAME TO webhook_operation");
    while ("ACTIVE".equals(managed.endpoint(endpoint, "state"))) {
      commands.step();
    }
    commands.step();
    assertThat(managed.operation(first)).isEqualTo("RUNNING 0");
    assertThat(managed.operation(second)).isEqualTo("REJECTED ENDPOINT_NOT_FOUND 0");
    commands.step();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void anEndpointBelongsToWhoeverHasItsPartition() {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(40).toList();
    assertThat(ids).allMatch(assigned::owns);
    var kept = new TopicPartition(Topics.WEBHOOK_COMMANDS, 2);
    consumer.rebalance(List.of(kept));
    assertThat(ids).allMatch(id -> assigned.owns(id) == partition(id).equals(kept));
    assertThat(managed.signals).contains("changed");
  }

  private UUID put(UUID endpointId, WebhookCommand command) {
    UUID operation = UUID.randomUUID();
    add(
        partition(endpointId),
        endpointId.toString().getBytes(UTF_8),
        value(operation, endpointId, command));
    return operation;
  }

  private static byte[] value(UUID operation, UUID endpointId, WebhookCommand command) {
    return WebhookCommandCodec.encode(new WebhookCommandEnvelope(operation, endpointId, command));
  }

  private void add(TopicPartition partition, byte @Nullable [] key, byte @Nullable [] value) {
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value));
  }

  private static TopicPartition partition(UUID endpointId) {
    return new TopicPartition(
        Topics.WEBHOOK_COMMANDS, AssignedEndpoints.partition(endpointId, PARTITIONS));
  }
}
