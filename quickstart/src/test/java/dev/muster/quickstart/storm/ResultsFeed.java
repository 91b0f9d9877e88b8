package dev.muster.quickstart.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A plain consumer of the results topic, from where it stood when this was made.
final class ResultsFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final Consumer<String, String> consumer;

  ResultsFeed(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RESULTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: only asking for the position fixes it.
    partitions.forEach(consumer::position);
  }

  /// Reads on until there was a result for every one of these requests.
  ///
  /// @return all results read on the way, in the order of the log within each partition
  /// @throws AssertionError if one does not come
  List<ConsumerRecord<String, String>> awaitAll(Collection<UUID> requestIds) {
    Set<String> missing = new HashSet<>();
    requestIds.forEach(id -> missing.add(id.toString()));
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no result of " + missing);
      }
      for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
        read.add(each);
        missing.remove(requestId(each));
      }
    }
    return read;
  }

  static String requestId(ConsumerRecord<String, String> each) {
    return header(each, "muster_request_id");
  }

  static String header(ConsumerRecord<String, String> each, String name) {
    return new String(each.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
