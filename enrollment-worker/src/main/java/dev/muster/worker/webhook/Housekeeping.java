package dev.muster.worker.webhook;

import dev.muster.schemas.connection.Causes;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.worker.webhook.store.DeliveryDays;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.FindEndpoints;
import dev.muster.worker.webhook.store.SettleDeliveries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody waits for: days are added ahead and dropped when they are old, and what is pending
/// for a disabled or deleted endpoint is put away, a piece at a time.
final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration DAYS_EVERY = Duration.ofHours(1);
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(10);
  private static final int DAYS_AHEAD = 3;
  private static final int PIECE = 1_000;

  private final DataSource database;
  private final SealedSecrets secrets;
  private final EndpointOwnership ownership;
  private final DeliveryDays days;
  private final Duration deliveryRetention;
  private final Duration attemptRetention;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;
  private long daysDueNanos = System.nanoTime();

  Housekeeping(
      DataSource database,
      SealedSecrets secrets,
      EndpointOwnership ownership,
      DeliveryDays days,
      WebhookSettings settings,
      Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.ownership = ownership;
    this.days = days;
    this.deliveryRetention = settings.deliveryRetention();
    this.attemptRetention = settings.attemptRetention();
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("webhook-keeping").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    stopping = true;
    wake.release();
    thread.join();
  }

  private void run() {
    try {
      while (!stopping) {
        try {
          if (System.nanoTime() - daysDueNanos >= 0) {
            turnDays();
            daysDueNanos = System.nanoTime() + DAYS_EVERY.toNanos();
          }
          settle();
        } catch (SQLException e) {
          log.warn("Webhook housekeeping waits for the database: {}", Causes.of(e));
        } catch (RuntimeException e) {
          log.error("Webhook housekeeping starts over", e);
        }
        boolean _ = wake.tryAcquire(SETTLE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Adds the days to come and drops those past their retention.
  void turnDays() throws SQLException {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    days.add(today.minusDays(1), today.plusDays(DAYS_AHEAD));
    int dropped =
        days.drop("webhook_delivery", today.minusDays(deliveryRetention.toDays()))
            + days.drop("webhook_attempt", today.minusDays(attemptRetention.toDays()));
    if (dropped > 0) {
      log.info("Dropped {} old days of webhook deliveries and attempts", dropped);
    }
  }

  /// Holds what is pending for disabled endpoints and discards what is for deleted ones.
  void settle() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      for (Endpoint endpoint : FindEndpoints.execute(connection, secrets)) {
        boolean done =
            endpoint.state() == Endpoint.State.ACTIVE
                || endpoint.state() == Endpoint.State.PAUSED
                || !ownership.owns(endpoint.id());
        while (!done && !stopping) {
          done =
              SettleDeliveries.execute(connection, endpoint.id(), endpoint.state(), PIECE) < PIECE;
        }
      }
    }
  }
}
