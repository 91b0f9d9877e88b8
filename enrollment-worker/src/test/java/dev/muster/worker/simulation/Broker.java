package dev.muster.worker.simulation;

import dev.muster.schemas.Topics;
import dev.muster.worker.store.PinTopic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/// The command topics, and who of the workers' group has which partition. What a member has been
/// told of that is another matter: it learns at its next poll.
final class Broker {
  static final int PARTITIONS = 2;
  static final Map<String, Topic> TOPICS =
      Map.of(
          Topics.TOURNAMENT_COMMANDS,
          new Topic(Topics.TOURNAMENT_COMMANDS, new UUID(7, 1), PARTITIONS),
          Topics.PLAYER_COMMANDS,
          new Topic(Topics.PLAYER_COMMANDS, new UUID(7, 2), PARTITIONS));

  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs =
      new LinkedHashMap<>();
  private final List<LogReader> members = new ArrayList<>();
  private final Map<TopicPartition, LogReader> assignment = new LinkedHashMap<>();
  private final Chance chance;

  Broker(Chance chance) {
    this.chance = chance;
    for (String topic : List.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        logs.put(new TopicPartition(topic, partition), new ArrayList<>());
      }
    }
  }

  List<TopicPartition> partitions() {
    return List.copyOf(logs.keySet());
  }

  List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> log = logs.get(partition);
    if (log == null) {
      throw new IllegalStateException("no " + partition);
    }
    return log;
  }

  void append(
      TopicPartition partition, byte[] key, byte[] value, Headers headers, long appendedMillis) {
    List<ConsumerRecord<byte[], byte[]>> log = log(partition);
    log.add(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            log.size(),
            appendedMillis,
            TimestampType.LOG_APPEND_TIME,
            key.length,
            value.length,
            key,
            value,
            headers,
            Optional.empty()));
  }

  boolean isMember(LogReader reader) {
    return members.contains(reader);
  }

  void join(LogReader reader) {
    members.add(reader);
    rebalance();
  }

  /// It left, or was not heard of for too long.
  void remove(LogReader reader) {
    if (members.remove(reader)) {
      rebalance();
    }
  }

  /// Partitions change hands; the members do not know yet.
  void rebalance() {
    assignment.clear();
    if (!members.isEmpty()) {
      int next = chance.below(members.size());
      for (TopicPartition partition : logs.keySet()) {
        assignment.put(partition, members.get(next++ % members.size()));
      }
    }
  }

  boolean isAssigned(TopicPartition partition, LogReader reader) {
    return assignment.get(partition) == reader;
  }
}
