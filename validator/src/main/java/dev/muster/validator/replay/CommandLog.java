package dev.muster.validator.replay;

import dev.muster.validator.CheckFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The command topics from their first record up to the captured cursors. Whoever takes from one
/// partition has the others read ahead, within a bound.
final class CommandLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
  private static final int AHEAD_MAX = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> ahead = new HashMap<>();

  /// @param settings of the client: where the broker is, and how to get in
  /// @throws CheckFailedException if the log cannot be read, or does not begin at its beginning
  CommandLog(Map<String, Object> settings, Collection<Captured> captured) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("auto.offset.reset", "none");
    all.put("enable.auto.commit", false);
    all.put("allow.auto.create.topics", false);
    all.put("client.id", "muster-replay");
    PinnedTopics.require(settings, captured);
    try {
      consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    try {
      for (Captured each : captured) {
        var partition = new TopicPartition(each.topic(), each.partition());
        ends.put(partition, each.nextOffset());
        ahead.put(partition, new ArrayDeque<>());
      }
      consumer.assign(ends.keySet());
      consumer
          .beginningOffsets(ends.keySet())
          .forEach(
              (partition, first) -> {
                if (first > 0) {
                  throw new CheckFailedException(
                      "%s begins at offset %d: what was before is deleted, so it cannot be decided again"
                          .formatted(partition, first));
                }
              });
      consumer.seekToBeginning(ends.keySet());
    } catch (KafkaException e) {
      consumer.close();
      throw unreadable(e);
    } catch (CheckFailedException e) {
      consumer.close();
      throw e;
    }
  }

  /// Partitions on which the log ends before its cursor.
  ///
  /// @throws CheckFailedException if the log cannot be read
  List<Difference> tooShort() {
    Map<TopicPartition, Long> there;
    try {
      there = consumer.endOffsets(ends.keySet());
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    List<Difference> found = new ArrayList<>();
    there.forEach(
        (partition, end) -> {
          long decided = ends.getOrDefault(partition, 0L);
          if (end < decided) {
            found.add(
                new Difference(
                    partition.toString(),
                    "ends at offset " + end,
                    "decided up to offset " + decided));
          }
        });
    return found;
  }

  /// The next records of a partition; empty at its cursor.
  ///
  /// @throws CheckFailedException if none come although there are some
  List<ConsumerRecord<byte[], byte[]>> take(TopicPartition partition, int max) {
    Deque<ConsumerRecord<byte[], byte[]>> queue = queue(partition);
    long deadline = System.nanoTime() + SILENCE_MAX.toNanos();
    while (queue.isEmpty() && consumer.position(partition) < end(partition)) {
      if (System.nanoTime() > deadline) {
        throw new CheckFailedException("nothing more comes of " + partition);
      }
      poll();
    }
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    while (!queue.isEmpty() && taken.size() < max) {
      taken.add(queue.removeFirst());
    }
    return taken;
  }

  private void poll() {
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    ahead.forEach(
        (partition, queue) -> {
          boolean enough =
              queue.size() >= AHEAD_MAX || consumer.position(partition) >= end(partition);
          (enough ? pause : resume).add(partition);
        });
    consumer.pause(pause);
    consumer.resume(resume);
    try {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
        var partition = new TopicPartition(each.topic(), each.partition());
        if (each.offset() < end(partition)) {
          queue(partition).addLast(each);
        }
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  private Deque<ConsumerRecord<byte[], byte[]>> queue(TopicPartition partition) {
    return ahead.computeIfAbsent(partition, _ -> new ArrayDeque<>());
  }

  private long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  static CheckFailedException unreadable(Throwable e) {
    return new CheckFailedException("cannot read the log: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
