package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.OperationRefusal;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Recover;
import dev.muster.schemas.webhook.WebhookCommand.ReplayMissing;
import dev.muster.schemas.webhook.WebhookCommand.Resend;
import dev.muster.schemas.webhook.WebhookCommand.Test;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.worker.store.SqlFailure;
import dev.muster.worker.webhook.DispatchSignal;
import dev.muster.worker.webhook.manage.ManagementRecord.Request;
import dev.muster.worker.webhook.manage.ManagementRecord.Unreadable;
import dev.muster.worker.webhook.manage.Outcome.Refused;
import dev.muster.worker.webhook.store.DeliveryDays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out one record in one transaction: **write the operation down, change the rows, write
/// the outcome down, commit**. The operation's row is what makes it happen once: a second record of
/// the same command finds it and changes nothing.
final class CommandProcessor {
  private static final Logger log = LoggerFactory.getLogger(CommandProcessor.class);

  private final DataSource database;
  private final DeliveryDays days;
  private final CommandApplier applier;
  private final DispatchSignal signal;
  private final Runnable backgroundWork;
  private final Clock clock;

  /// @param backgroundWork told when there is more to do in the background
  CommandProcessor(
      DataSource database,
      CommandApplier applier,
      DispatchSignal signal,
      Runnable backgroundWork,
      Clock clock) {
    this.database = database;
    this.days = new DeliveryDays(database);
    this.applier = applier;
    this.signal = signal;
    this.backgroundWork = backgroundWork;
    this.clock = clock;
  }

  /// Carries a record out, or stores why it cannot be.
  ///
  /// @throws SQLException if the database is away: the same record again, later
  void process(ManagementRecord record) throws SQLException {
    switch (record) {
      case Unreadable unreadable -> store(unreadable);
      case Request request -> {
        try {
          carryOut(request);
        } catch (SQLException e) {
          if (!(SqlFailure.of(e) instanceof SqlFailure.Data)) {
            throw e;
          }
          // It would fail the same way for ever, and hold up every command behind it.
          log.error("The database refuses {}", request.envelope().operationId(), e);
          reject(request.envelope());
        } catch (IllegalStateException | IllegalArgumentException e) {
          log.error("A defect stops {}", request.envelope().operationId(), e);
          reject(request.envelope());
        }
      }
    }
  }

  private void store(Unreadable record) throws SQLException {
    log.warn("A record on the webhook command topic is no command: {}", record.detail());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      Operations.insertUnreadable(
          connection, record.operationId(), record.endpointId(), record.detail());
    }
  }

  private void carryOut(Request request) throws SQLException {
    WebhookCommandEnvelope envelope = request.envelope();
    WebhookCommand command = envelope.command();
    if (command instanceof Test) {
      // Today, and tomorrow if midnight is between this and the insert.
      Instant now = clock.instant();
      days.ensure(List.of(now, now.plus(Duration.ofDays(1))));
    }
    Outcome outcome =
        transact(
            connection -> {
              Instant time = Operations.insert(connection, row(envelope), eventId(envelope));
              if (time == null) {
                return null;
              }
              Outcome came = applier.apply(connection, envelope, time, request.offset());
              Operations.end(connection, envelope.operationId(), came);
              return came;
            });
    switch (outcome) {
      case null -> log.debug("Operation {} was carried out before", envelope.operationId());
      case Refused refused ->
          log.info(
              "{} of endpoint {} refused: {}",
              command.kind(),
              envelope.endpointId(),
              refused.reason());
      case Outcome.Done _, Outcome.Running _ -> wake(command);
    }
  }

  private void reject(WebhookCommandEnvelope envelope) throws SQLException {
    transact(
        connection -> {
          if (Operations.insert(connection, row(envelope), eventId(envelope)) != null) {
            Operations.end(
                connection,
                envelope.operationId(),
                new Refused(OperationRefusal.FAILED, "see the worker's log"));
          }
          return null;
        });
  }

  private void wake(WebhookCommand command) {
    switch (command) {
      case Test _, Resend _ -> signal.deliveriesDue();
      case Recover _, ReplayMissing _ -> backgroundWork.run();
      case WebhookCommand.Delete _ -> {
        signal.endpointsChanged();
        backgroundWork.run();
      }
      case WebhookCommand.Create _, WebhookCommand.Change _, WebhookCommand.RotateSecret _ ->
          signal.endpointsChanged();
    }
  }

  /// What the operation is from the start. Where it works on a stretch of time, that is fixed now,
  /// or a command that is carried out later would take in more.
  private OperationRow row(WebhookCommandEnvelope envelope) {
    Instant since = null;
    Instant until = null;
    switch (envelope.command()) {
      case Recover recover -> {
        since = recover.since();
        until = recover.until();
      }
      case ReplayMissing replay -> {
        since = replay.since();
        until = replay.until();
      }
      case WebhookCommand _ -> {}
    }
    if (since != null) {
      Instant now = clock.instant();
      until = until == null || until.isAfter(now) ? now : until;
    }
    return new OperationRow(
        envelope.operationId(),
        envelope.endpointId(),
        envelope.command().kind(),
        since,
        until,
        since);
  }

  private static @Nullable UUID eventId(WebhookCommandEnvelope envelope) {
    return switch (envelope.command()) {
      case Resend resend -> resend.eventId();
      case Test _ -> envelope.operationId();
      case WebhookCommand _ -> null;
    };
  }

  private @Nullable Outcome transact(Transactions.Work<@Nullable Outcome> work)
      throws SQLException {
    return Transactions.run(database, work);
  }
}
