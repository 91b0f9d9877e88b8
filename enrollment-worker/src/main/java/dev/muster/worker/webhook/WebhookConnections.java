package dev.muster.worker.webhook;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.worker.Connections;
import dev.muster.worker.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// How webhooks talk to PostgreSQL and Kafka: with connections of their own, so that a decision
/// never waits for one of theirs.
public final class WebhookConnections {
  private static final int DISPATCH_CONNECTIONS = 5;
  private static final int MANAGEMENT_CONNECTIONS = 2;
  private static final Duration STATEMENT_MAX = Duration.ofSeconds(30);

  /// Commits do not wait for the disk. What a crash of the database takes back are the last moments
  /// of fan-out and bookkeeping together, and both are done again: events are sent once more, under
  /// the same ids.
  private static final String DISPATCH_OPTIONS =
      Connections.LOOK_UPS_ONLY
          + " -c plan_cache_mode=force_generic_plan"
          + " -c synchronous_commit=off";

  private WebhookConnections() {}

  /// The pool of fan-out and dispatcher.
  public static HikariDataSource dispatchDatabase(
      WorkerSettings.Database settings, MeterRegistry meters) {
    return Connections.pool(
        settings,
        "webhook-dispatch",
        DISPATCH_CONNECTIONS,
        DISPATCH_OPTIONS,
        STATEMENT_MAX,
        meters);
  }

  /// The pool that endpoints are managed through. Its long operations look for stretches of time,
  /// which is the planner's business; and what an owner was told is done must stay done.
  static HikariDataSource managementDatabase(
      WorkerSettings.Database settings, MeterRegistry meters) {
    return Connections.pool(
        settings, "webhook-management", MANAGEMENT_CONNECTIONS, "", STATEMENT_MAX, meters);
  }

  /// The consumer of results.
  static Consumer<byte[], byte[]> fanoutConsumer(
      WorkerSettings.Kafka settings, MeterRegistry meters) {
    Map<String, Object> config =
        Connections.member(settings, "muster-webhook-fanout", "muster-webhook-fanout");
    // Positions come from the database.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
    return Connections.consumer(config, meters);
  }
}
