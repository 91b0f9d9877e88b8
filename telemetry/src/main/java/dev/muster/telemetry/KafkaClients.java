package dev.muster.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.Producer;

/// The Kafka clients' own metrics, for clients that live as long as the process.
public final class KafkaClients {
  /// Clients come upon partitions and brokers as they go; one thread looks for their new metrics.
  private static final ScheduledExecutorService REFRESHING =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("kafka-metrics").unstarted(task));

  private KafkaClients() {}

  static ScheduledExecutorService refreshing() {
    return REFRESHING;
  }

  /// Has a producer's metrics shown.
  public static <K, V> Producer<K, V> measured(Producer<K, V> producer, MeterRegistry registry) {
    new KafkaClientMetrics(producer, Tags.empty(), REFRESHING).bindTo(registry);
    return producer;
  }
}
