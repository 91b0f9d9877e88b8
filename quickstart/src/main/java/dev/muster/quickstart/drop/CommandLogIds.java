package dev.muster.quickstart.drop;

import dev.muster.schemas.Topics;
import dev.muster.schemas.wire.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The request ids on the command log, read from the broker itself.
public final class CommandLogIds {
  private static final Duration POLL_MAX = Duration.ofSeconds(1);

  private CommandLogIds() {}

  /// Every id from the beginning to the end that the topics have now.
  static Set<UUID> read(String bootstrapServers) {
    return read(Map.of("bootstrap.servers", bootstrapServers), Instant.EPOCH);
  }

  /// Every id that came to the topics since a moment, by the clock of the brokers.
  ///
  /// @param client settings of a Kafka client
  public static Set<UUID> read(Map<String, Object> client, Instant since) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putAll(
        Map.of(
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class,
            "max.poll.records",
            10_000));
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
      List<TopicPartition> partitions =
          Stream.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, ends, since);
      Set<UUID> ids = new HashSet<>();
      while (!isAtEnd(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
          UUID id = RecordHeaders.requestId(record.headers());
          if (id != null) {
            ids.add(id);
          }
        }
      }
      return ids;
    }
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                // None so young: there is nothing to read.
                consumer.seek(partition, found == null ? end(ends, partition) : found.offset()));
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
