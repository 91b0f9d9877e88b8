package dev.muster.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.schemas.wire.StatusCodec;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.WorkerSettings;
import dev.muster.worker.webhook.dispatch.DispatchCounters;
import dev.muster.worker.webhook.dispatch.Dispatcher;
import dev.muster.worker.webhook.dispatch.Poster;
import dev.muster.worker.webhook.dispatch.RetrySchedule;
import dev.muster.worker.webhook.fanout.FanoutCounters;
import dev.muster.worker.webhook.fanout.ResultFanout;
import dev.muster.worker.webhook.http.WebhookClient;
import dev.muster.worker.webhook.store.DeliveryDays;
import dev.muster.worker.webhook.store.FanoutProgress;
import dev.muster.worker.webhook.store.FanoutProgress.Stretch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A database with endpoints and results, and dispatchers over it.
public final class WebhookWorld implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  public static final RetrySchedule SCHEDULE =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          0.2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final UUID RESULTS = UUID.randomUUID();

  public final TestDatabase database = TestDatabase.create();
  public final SealedSecrets secrets = new SealedSecrets("a key for the tests");
  public final TestClock clock = new TestClock(START);
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final DispatchCounters counters = new DispatchCounters(meters);
  private final FanoutCounters fannedOut = new FanoutCounters(meters);
  private final AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
  private final HikariDataSource pool;
  private final DeliveryDays days;
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private final WebhookClient client;
  private long offset;

  public WebhookWorld() {
    this(Duration.ofSeconds(15));
  }

  /// @param timeout of one POST
  public WebhookWorld(Duration timeout) {
    this.pool =
        WebhookConnections.dispatchDatabase(
            new WorkerSettings.Database(database.url(), "muster_worker", "postgres", 1), meters);
    this.days = new DeliveryDays(pool);
    this.client =
        new WebhookClient(new TargetPolicy(true, List.of(), List.of("127.0.0.0/8")), timeout);
    try {
      var today = START.atZone(ZoneOffset.UTC).toLocalDate();
      days.add(today.minusDays(1), today.plusDays(8));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public HikariDataSource pool() {
    return pool;
  }

  public Poster poster() {
    return client::post;
  }

  public ResultFanout fanout(Clock time) {
    return new ResultFanout(pool, secrets, days, Duration.ofDays(30), time, fannedOut);
  }

  /// An endpoint for everything, with a new secret.
  public SigningSecret endpoint(UUID id, String url) {
    return endpoint(id, url, "v1");
  }

  public SigningSecret endpoint(UUID id, String url, String version) {
    SigningSecret secret = SigningSecret.generate(version);
    database.update(
        """
        INSERT INTO webhook_endpoint (id, url, event_types, ordering, batch_size_max,
                                      concurrency_max, state, state_since, signature_version,
                                      public_key, sealed_secret, created_at, updated_at)
        VALUES (?, ?, '{enrollment.enrolled,enrollment.unenrolled,enrollment.rejected}', 'NONE',
                1, 32, 'ACTIVE', '2026-01-01', ?, ?, ?, '2026-01-01', '2026-01-01')
        """,
        id,
        url,
        version,
        secret.publicKey(),
        secrets.seal(id, secret));
    changed();
    return secret;
  }

  /// Changes an endpoint as its owner would.
  public void change(String sql, @Nullable Object... parameters) {
    database.update(sql, parameters);
    changed();
  }

  private void changed() {
    database.execute("UPDATE webhook_registry SET version = version + 1");
    dispatchers.forEach(Dispatcher::endpointsChanged);
  }

  /// So many enrollments in one tournament: decided, and fanned out.
  public List<Result> enroll(UUID tournament, int count) {
    List<Result> results = results(tournament, count);
    fanOut(fanout(clock), results);
    return results;
  }

  /// Decides enrollments without telling anybody.
  public List<Result> results(UUID tournament, int count) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(
          new Enrolled(
              new ResultHeader(
                  UUID.randomUUID(),
                  CommandType.ENROLL,
                  tournament,
                  UUID.randomUUID(),
                  clock.instant(),
                  clock.instant(),
                  new LogPosition(3, offset++)),
              UUID.randomUUID(),
              10,
              90));
    }
    database.update(
        """
        INSERT INTO decision (topic_id, request_id, type, tournament_id, player_id, outcome,
                              enrollment_id, credits_charged, balance_after, submitted_at,
                              decided_at, partition, "offset")
        SELECT ?, id, 'ENROLL', ?, player, 'ENROLLED', enrollment, 10, 90, ?, ?, 3, position
        FROM unnest(?, ?, ?, ?) AS r(id, player, enrollment, position)
        """,
        RESULTS,
        tournament,
        clock.instant().atOffset(ZoneOffset.UTC),
        clock.instant().atOffset(ZoneOffset.UTC),
        results.stream().map(each -> each.header().requestId()).toArray(UUID[]::new),
        results.stream().map(each -> each.header().playerId()).toArray(UUID[]::new),
        results.stream().map(each -> ((Enrolled) each).enrollmentId()).toArray(UUID[]::new),
        results.stream().map(each -> each.header().position().offset()).toArray(Long[]::new));
    return results;
  }

  /// Fans results out from where partition 0 stands, and wakes the dispatchers.
  public void fanOut(ResultFanout fanout, List<Result> results) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      FanoutProgress.start(connection, RESULTS, 0);
      long from = FanoutProgress.find(connection, RESULTS).getOrDefault(0, 0L);
      assertThat(fanOut(fanout, from, results)).isInstanceOf(ResultFanout.Outcome.Done.class);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    dispatchers.forEach(Dispatcher::deliveriesDue);
  }

  /// Fans results out as if they began at an offset.
  public ResultFanout.Outcome fanOut(ResultFanout fanout, long from, List<Result> results)
      throws SQLException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      records.add(
          new ConsumerRecord<>(
              Topics.RESULTS, 0, from + i, new byte[0], StatusCodec.encode(results.get(i))));
    }
    var stretch = new Stretch(0, from, from + results.size());
    return fanout.process(RESULTS, List.of(stretch), records);
  }

  /// A dispatcher that posts over HTTP by the world's clock.
  public Dispatcher dispatcher() {
    return dispatcher(poster(), clock);
  }

  public Dispatcher dispatcher(Poster poster, Clock time) {
    return dispatcher(poster, time, _ -> true);
  }

  public Dispatcher dispatcher(Poster poster, Clock time, EndpointOwnership ownership) {
    var dispatcher =
        new Dispatcher(
            new Dispatcher.Equipment(
                pool,
                secrets,
                days,
                ownership,
                poster,
                SCHEDULE,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofDays(5),
                time,
                () -> 0.5,
                counters,
                Tracing.OFF,
                death::set));
    dispatchers.add(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  /// Puts away what is pending for endpoints that get nothing any more.
  public void settle() throws SQLException {
    var settings =
        new WebhookSettings(
            null,
            false,
            List.of(),
            List.of(),
            SCHEDULE.pauses(),
            0.2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofDays(5),
            Duration.ofDays(30),
            Duration.ofDays(30));
    new Housekeeping(pool, secrets, _ -> true, days, settings, clock).settle();
  }

  /// Lets time pass and has the dispatchers look.
  public void advance(Duration by) {
    clock.advance(by);
    dispatchers.forEach(Dispatcher::deliveriesDue);
  }

  /// Waits until a query gives exactly this.
  public void await(String sql, String... expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found;
    do {
      found = database.texts(sql);
    } while (!found.equals(List.of(expected)) && System.nanoTime() < deadline);
    assertThat(found).as(sql).containsExactly(expected);
  }

  public void awaitState(String state, int count) {
    String sql = "SELECT count(*) FROM webhook_delivery WHERE state = 'ANY'";
    await(sql.replace("ANY", state), String.valueOf(count));
  }

  @Override
  public void close() {
    try {
      for (Dispatcher each : dispatchers) {
        each.stop(client::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
    pool.close();
    database.close();
    assertThat(death.get()).isNull();
  }
}
