package dev.muster.ingest.log;

import dev.muster.schemas.connection.BootstrapServers;
import dev.muster.schemas.connection.KafkaProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How to reach the brokers.
///
/// @param bootstrapServers `host:port`, comma separated
/// @param properties further client settings, meant for security (`security.protocol`, `sasl.*`,
///     `ssl.*`); they cannot override what correctness rests on
public record KafkaSettings(
    @DefaultValue("") String bootstrapServers, @DefaultValue Map<String, String> properties) {

  /// @throws IllegalArgumentException if the servers are missing, or a property is wrong
  public KafkaSettings {
    bootstrapServers = BootstrapServers.checked(bootstrapServers);
    properties = KafkaProperties.checked(properties);
  }

  /// The properties may hold passwords, so they are not shown.
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=" + bootstrapServers + "]";
  }

  /// Asks the brokers whether they can be spoken to without TLS, if these settings do not speak it.
  ///
  /// @throws dev.muster.schemas.connection.WrongSettingException if the brokers take TLS only, and
  ///     these settings do not speak it
  public void requirePlaintextWanted() {
    BootstrapServers.requirePlaintextWanted(bootstrapServers, properties);
  }

  Map<String, Object> producer() {
    Map<String, Object> config = client("muster-ingest-api");
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    // A 202 means that the command survives the loss of a broker.
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // The client's own retries neither repeat nor reorder a partition's commands.
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    // Retrying is bounded by time, not by count.
    config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    // Blocked for a buffer or for metadata, then waiting for the ack: 1 s + 3 s, so that a caller
    // hears of a broker that is away within 5 s.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    config.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000);
    config.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000);
    // A burst fills batches by itself; a lone request should not wait for company.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    // Commands repeat their field names: lz4 shrinks a batch several times for little processor
    // time.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // The bound on what a broker outage can pile up: beyond it callers get 503 instead of memory.
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024);
    // The key alone places a command; Java's default (murmur2) is the contract for other clients.
    config.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  /// Of the consumer that reads every result there is.
  public Map<String, Object> results() {
    Map<String, Object> config = client("muster-ingest-api-results");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    // Each replica reads everything from the moment it starts: there is no group and nothing to
    // commit.
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // An offset that is gone is a gap, which must be told and not jumped.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A client waits for each of them, so the first byte is worth an answer.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    // Bounds what a backlog takes of the heap: some thousand results at a time.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * 1024 * 1024);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
    // All that a fetch brings: while some of a busy partition's results were held back here, the
    // next fetch would ask for the idle ones only, and the busy one would wait behind it.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    config.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.put(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000);
    config.put(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000);
    config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  /// Of a client that asks about topics, and is told within seconds or not at all.
  public Map<String, Object> admin() {
    Map<String, Object> config = client("muster-ingest-api-admin");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  private Map<String, Object> client(String id) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, id);
    return config;
  }
}
