package dev.muster.worker.webhook.manage;

import dev.muster.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The consumer of webhook commands, every option that matters spelled out.
public final class ManagementConsumer {
  /// Its group. Being assigned a partition is being the dispatcher of its endpoints.
  public static final String GROUP = "muster-webhook-dispatch";

  private ManagementConsumer() {}

  /// A new consumer.
  public static Consumer<byte[], byte[]> open(WorkerSettings.Kafka settings) {
    Map<String, Object> config = new HashMap<>(settings.properties());
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "muster-webhook-commands");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    // A command that was carried out before is told by its operation, so reading all again is
    // harmless, and skipping one is not.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // A dead dispatcher's endpoints move within ten seconds.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
    // Somebody waits for the answer of a command.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
