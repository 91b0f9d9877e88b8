package dev.muster.worker.webhook.manage;

import dev.muster.worker.Connections;
import dev.muster.worker.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// The consumer of webhook commands, every option that matters spelled out.
public final class ManagementConsumer {
  /// Its group. Being assigned a partition is being the dispatcher of its endpoints.
  public static final String GROUP = "muster-webhook-dispatch";

  private ManagementConsumer() {}

  /// A new consumer.
  public static Consumer<byte[], byte[]> open(WorkerSettings.Kafka settings, MeterRegistry meters) {
    Map<String, Object> config = Connections.member(settings, "muster-webhook-commands", GROUP);
    // A command that was carried out before is told by its operation, so reading all again is
    // harmless, and skipping one is not.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    return Connections.consumer(config, meters);
  }
}
