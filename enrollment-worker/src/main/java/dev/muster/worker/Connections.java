package dev.muster.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.schemas.connection.BootstrapServers;
import dev.muster.telemetry.KafkaClients;
import dev.muster.telemetry.MeasuredConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How the worker talks to PostgreSQL and Kafka: every option that matters, spelled out, with its
/// reason.
public final class Connections {
  private static final String CLIENT_ID = "muster-enrollment-worker";

  private Connections() {}

  /// Plans: every hot statement joins an array to a table by its key, for which a nested loop over
  /// the index is right at any size. A plan made while the tables were empty would be a sequential
  /// scan and be kept.
  public static final String LOOK_UPS_ONLY =
      String.join(
          " ",
          "-c enable_seqscan=off",
          "-c enable_hashjoin=off",
          "-c enable_mergejoin=off",
          "-c enable_bitmapscan=off",
          "-c enable_material=off",
          "-c plan_cache_mode=force_generic_plan");

  /// The pool the worker writes through.
  public static HikariDataSource database(WorkerSettings.Database settings, MeterRegistry meters) {
    return pool(
        settings,
        "enrollment-worker",
        settings.connections(),
        LOOK_UPS_ONLY,
        Duration.ofMinutes(2),
        meters);
  }

  /// A pool of sessions that end what takes too long: a worker that is frozen in mid-transaction
  /// must not hold a row for ever.
  ///
  /// @param name by which the server shows its sessions
  /// @param options of the sessions, as `-c` flags
  public static HikariDataSource pool(
      WorkerSettings.Database settings,
      String name,
      int connections,
      String options,
      Duration statementMax,
      MeterRegistry meters) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setMetricRegistry(meters);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
    // The database may come up after the worker.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "muster-" + name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A few dozen statements, all run for ever: prepare them at once.
    config.addDataSourceProperty("prepareThreshold", "1");
    // Else an error quotes the row it is about: names that people gave, in the log.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    // Longer than the server's own limits below, for the case that nothing answers at all.
    config.addDataSourceProperty("socketTimeout", statementMax.plusSeconds(30).toSeconds());
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty(
        "options",
        "%s -c idle_in_transaction_session_timeout=10s -c statement_timeout=%ds -c transaction_timeout=%ds"
            .formatted(
                options, statementMax.toSeconds(), statementMax.plusSeconds(10).toSeconds()));
    return new HikariDataSource(config);
  }

  /// The client that asks about topics, and the first that reaches for the brokers.
  ///
  /// @throws dev.muster.schemas.connection.WrongSettingException if they take TLS only, and the
  ///     settings do not speak it
  static Admin admin(WorkerSettings.Kafka settings) {
    BootstrapServers.requirePlaintextWanted(settings.bootstrapServers(), settings.properties());
    return Admin.create(common(settings));
  }

  /// The producer of results.
  static Producer<byte[], byte[]> producer(WorkerSettings.Kafka settings, MeterRegistry meters) {
    Map<String, Object> config = common(settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Never give a result up while alive: giving up is what lets a later one overtake it.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // A batch's results are handed over together; waiting for more would only add latency.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    return KafkaClients.measured(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), meters);
  }

  /// The consumer of commands.
  static Consumer<byte[], byte[]> consumer(WorkerSettings settings, MeterRegistry meters) {
    Map<String, Object> config = member(settings.kafka(), CLIENT_ID, settings.kafka().groupId());
    // Positions come from the database; a missing one must be seen, never guessed.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch().recordsMax());
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    // What a lane has in its inbox lasts so long, and no longer.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    return consumer(config, meters);
  }

  /// What every member of a group is set to here. Where it begins, and how much it takes at once,
  /// is its own affair.
  public static Map<String, Object> member(
      WorkerSettings.Kafka settings, String clientId, String group) {
    Map<String, Object> config = common(settings);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // A dead worker's partitions move within ten seconds; a frozen one that comes back is fenced.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    // Answer as soon as there is anything: at low load a command waits for nobody.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    // A consumer has one fetch under way with a broker, for the partitions that it holds no records
    // of. While the busy one has some, that fetch asks for the idle ones only, and the busy one
    // waits behind it: for half a second, if this were left alone.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return config;
  }

  /// A consumer of raw records.
  public static Consumer<byte[], byte[]> consumer(
      Map<String, Object> config, MeterRegistry meters) {
    return new MeasuredConsumer(config, meters);
  }

  private static Map<String, Object> common(WorkerSettings.Kafka settings) {
    Map<String, Object> config = new HashMap<>(settings.properties());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
    // Come back quickly after a broker's restart.
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return config;
  }
}
