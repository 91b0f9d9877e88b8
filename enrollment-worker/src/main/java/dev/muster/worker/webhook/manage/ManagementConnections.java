package dev.muster.worker.webhook.manage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How the managing talks to PostgreSQL and Kafka: every option that matters, spelled out.
public final class ManagementConnections {
  /// Its group. Being assigned a partition is being the dispatcher of its endpoints.
  public static final String GROUP = "muster-webhook-dispatch";

  // One for the commands, one for the work in the background, one for a new day beside either.
  private static final int CONNECTIONS = 3;

  private ManagementConnections() {}

  /// A pool of its own, with the planner's usual choices and commits that wait for the disk: an
  /// endpoint that was answered 201 is there for good.
  public static HikariDataSource database(WorkerSettings.Database settings) {
    var config = new HikariConfig();
    config.setPoolName("webhook-management");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "muster-webhook-management");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "50");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty(
        "options",
        // A plan made while the tables were empty would be kept as they grow.
        "-c plan_cache_mode=force_custom_plan -c idle_in_transaction_session_timeout=10s"
            + " -c statement_timeout=30s -c transaction_timeout=40s");
    return new HikariDataSource(config);
  }

  /// The consumer of commands.
  public static Consumer<byte[], byte[]> consumer(WorkerSettings.Kafka settings) {
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
