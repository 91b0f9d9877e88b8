package dev.muster.quickstart.bench.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The end of a topic, read by an assigned consumer on a thread of its own that does nothing but
/// note when each record came.
public final class Tail implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  /// What is done with a record.
  @FunctionalInterface
  public interface Arrival {
    /// Takes note of it.
    ///
    /// @param nanos when the poll with the record returned, by [System#nanoTime()]
    void came(ConsumerRecord<byte[], byte[]> received, long nanos);
  }

  private final Consumer<byte[], byte[]> consumer;
  private final Arrival arrival;
  private final Thread thread;
  private volatile boolean closing;

  private Tail(Consumer<byte[], byte[]> consumer, Arrival arrival) {
    this.consumer = consumer;
    this.arrival = arrival;
    this.thread = Thread.ofPlatform().name("tail").unstarted(this::read);
  }

  /// Begins behind the last record that is there now.
  public static Tail of(String bootstrapServers, String topic, Arrival arrival) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo each : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, each.partition()));
    }
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    var tail = new Tail(consumer, arrival);
    tail.thread.start();
    return tail;
  }

  private void read() {
    try (consumer) {
      while (!closing) {
        var polled = consumer.poll(POLL);
        long nanos = System.nanoTime();
        polled.forEach(each -> arrival.came(each, nanos));
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
