package dev.muster.validator.watch;

import dev.muster.schemas.connection.BootstrapServers;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How the validator talks to Kafka: it only asks, and is told within seconds or not at all.
///
/// @param bootstrapServers `host:port`, comma separated
/// @param properties further client settings, meant for security
public record LogClients(String bootstrapServers, Map<String, String> properties) {
  /// The client that reaches for the brokers first.
  ///
  /// @throws dev.muster.schemas.connection.WrongSettingException if they take TLS only, and the
  ///     settings do not speak it
  Admin admin() {
    BootstrapServers.requirePlaintextWanted(bootstrapServers, properties);
    return Admin.create(common("muster-validator-admin"));
  }

  /// A consumer of raw records, in no group: it takes nothing from anybody and commits nothing.
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = common("muster-validator");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Of a command that is gone the first that is left tells the least that is true.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // One record of each partition, however long the line behind it is.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> common(String clientId) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 3_000L);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  /// The properties may hold passwords, so they are not shown.
  @Override
  public String toString() {
    return "LogClients[bootstrapServers=" + bootstrapServers + "]";
  }
}
