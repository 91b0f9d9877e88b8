package dev.muster.quickstart.oracle;

import dev.muster.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads topics from their first record to the last that is there now.
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  private final String bootstrapServers;

  public TopicReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// A topic as it was at one moment.
  ///
  /// @param records by partition, and in offset order within each
  /// @param ends the offset behind the last record of each partition
  public record Contents(
      List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> ends) {}

  /// Every tournament command.
  public Contents tournamentCommands() {
    return read(Topics.TOURNAMENT_COMMANDS);
  }

  /// Every player command.
  public Contents playerCommands() {
    return read(Topics.PLAYER_COMMANDS);
  }

  /// Every result, repeats included.
  public Contents results() {
    return read(Topics.RESULTS);
  }

  /// Where every partition of the command topics ends.
  Map<TopicPartition, Long> commandEnds() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      partitions.addAll(partitions(consumer, Topics.TOURNAMENT_COMMANDS));
      partitions.addAll(partitions(consumer, Topics.PLAYER_COMMANDS));
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private Contents read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + READ_MAX.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(topic + " could not be read within " + READ_MAX);
        }
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          if (each.offset() < ends.getOrDefault(new TopicPartition(topic, each.partition()), 0L)) {
            records.add(each);
          }
        }
      }
      // Stable, so the offsets of a partition stay in order.
      records.sort(Comparator.comparingInt(ConsumerRecord::partition));
      return new Contents(records, ends);
    }
  }
}
