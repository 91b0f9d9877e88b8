package dev.muster.worker.webhook;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How webhooks talk to PostgreSQL and Kafka: with connections of their own, so that a decision
/// never waits for one of theirs.
public final class WebhookConnections {
  private static final String FANOUT_GROUP = "muster-webhook-fanout";
  private static final int DISPATCH_CONNECTIONS = 5;
  private static final int MANAGEMENT_CONNECTIONS = 2;

  private static final String TIMEOUTS =
      String.join(
          " ",
          "-c idle_in_transaction_session_timeout=10s",
          "-c statement_timeout=30s",
          "-c transaction_timeout=40s");

  /// Plans: a look-up by key for every row of an array, whatever the planner believes while it has
  /// no statistics.
  ///
  /// Commits do not wait for the disk. What a crash of the database takes back are the last moments
  /// of fan-out and bookkeeping together, and both are done again: events are sent once more, under
  /// the same ids.
  private static final String SESSION =
      String.join(
          " ",
          "-c enable_seqscan=off",
          "-c enable_hashjoin=off",
          "-c enable_mergejoin=off",
          "-c enable_bitmapscan=off",
          "-c enable_material=off",
          "-c plan_cache_mode=force_generic_plan",
          "-c synchronous_commit=off",
          TIMEOUTS);

  private WebhookConnections() {}

  /// The pool of fan-out and dispatcher.
  public static HikariDataSource dispatchDatabase(WorkerSettings.Database settings) {
    return pool(settings, "webhook-dispatch", DISPATCH_CONNECTIONS, SESSION);
  }

  /// The pool that endpoints are managed through. Its long operations look for stretches of time,
  /// which is the planner's business; and what an owner was told is done must stay done.
  static HikariDataSource managementDatabase(WorkerSettings.Database settings) {
    return pool(settings, "webhook-management", MANAGEMENT_CONNECTIONS, TIMEOUTS);
  }

  private static HikariDataSource pool(
      WorkerSettings.Database settings, String name, int connections, String session) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "muster-" + name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("socketTimeout", "50");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("options", session);
    return new HikariDataSource(config);
  }

  /// The consumer of results.
  static Consumer<byte[], byte[]> fanoutConsumer(WorkerSettings.Kafka settings) {
    Map<String, Object> config = new HashMap<>(settings.properties());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "muster-webhook-fanout");
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, FANOUT_GROUP);
    // Positions come from the database.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
