package dev.muster.worker.webhook.fanout;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.webhook.store.DeliveryDays;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.FanoutProgress;
import dev.muster.worker.webhook.store.FanoutProgress.Stretch;
import dev.muster.worker.webhook.store.FindEndpoints;
import dev.muster.worker.webhook.store.InsertDeliveries;
import dev.muster.worker.webhook.store.NewDelivery;
import dev.muster.worker.webhook.store.RegistryVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns results into deliveries: **fence, match, insert, commit**, one transaction for what one
/// poll brought.
///
/// Progress and deliveries commit together, so each result is fanned out once, whoever reads it how
/// often. Should a position be lost all the same, a delivery that exists stays as it is.
public final class ResultFanout {
  private static final Logger log = LoggerFactory.getLogger(ResultFanout.class);
  private static final int INSERT_ROWS_MAX = 2_000;

  private final DataSource database;
  private final SealedSecrets secrets;
  private final DeliveryDays days;
  private final Duration retention;
  private final Clock clock;
  private final FanoutCounters counters;
  private EndpointIndex endpoints = EndpointIndex.NONE;

  /// Not safe for use by several threads.
  ///
  /// @param retention results older than it make no deliveries: their day would be dropped again
  public ResultFanout(
      DataSource database,
      SealedSecrets secrets,
      DeliveryDays days,
      Duration retention,
      Clock clock,
      FanoutCounters counters) {
    this.database = database;
    this.secrets = secrets;
    this.days = days;
    this.retention = retention;
    this.clock = clock;
    this.counters = counters;
  }

  /// What became of a batch of results.
  public sealed interface Outcome {
    /// Committed, with so many new deliveries.
    record Done(int deliveries) implements Outcome {}

    /// Rolled back: somebody else has moved one of the partitions.
    record Fenced() implements Outcome {}
  }

  /// Whether there was no endpoint when results were fanned out last.
  boolean isUnheard() {
    return endpoints.isEmpty();
  }

  /// Fans results out.
  ///
  /// @param stretches where the partitions stand and where they get to
  /// @throws SQLException if the transaction failed; it can be done again
  public Outcome process(
      UUID topicId,
      Collection<Stretch> stretches,
      Collection<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Outcome outcome = process(connection, topicId, stretches, records);
        if (outcome instanceof Outcome.Done) {
          connection.commit();
        } else {
          connection.rollback();
          counters.fenced.increment();
        }
        return outcome;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private Outcome process(
      Connection connection,
      UUID topicId,
      Collection<Stretch> stretches,
      Collection<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    if (!FanoutProgress.advance(connection, topicId, stretches)) {
      return new Outcome.Fenced();
    }
    refresh(connection);
    counters.results.add(records.size());
    if (endpoints.isEmpty()) {
      return new Outcome.Done(0);
    }
    List<NewDelivery> deliveries = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      match(each, deliveries);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant oldest = now.minus(retention);
    deliveries.removeIf(delivery -> delivery.occurredAt().isBefore(oldest));
    days.ensure(deliveries.stream().map(NewDelivery::occurredAt).toList());
    int made = 0;
    for (int from = 0; from < deliveries.size(); from += INSERT_ROWS_MAX) {
      int to = Math.min(deliveries.size(), from + INSERT_ROWS_MAX);
      made += InsertDeliveries.execute(connection, deliveries.subList(from, to), now);
    }
    counters.deliveries.add(made);
    return new Outcome.Done(made);
  }

  private void refresh(Connection connection) throws SQLException {
    long version = RegistryVersion.hold(connection);
    if (version != endpoints.version()) {
      endpoints = new EndpointIndex(version, FindEndpoints.execute(connection, secrets));
    }
  }

  private void match(ConsumerRecord<byte[], byte[]> each, List<NewDelivery> deliveries) {
    Result result;
    try {
      result = StatusCodec.decode(each.value() == null ? new byte[0] : each.value());
    } catch (MalformedJsonException e) {
      // Only the worker writes here, so somebody has tampered; nothing can be told of it.
      log.error(
          "Record {} of {}-{} is no result: {}",
          each.offset(),
          each.topic(),
          each.partition(),
          e.getMessage());
      counters.unreadable.increment();
      return;
    }
    EventType type = EventType.of(result);
    if (type == null) {
      return;
    }
    var header = result.header();
    String traceparent = Tracing.traceparent(each.headers());
    for (Endpoint endpoint : endpoints.wanting(type, header.tournamentId(), header.decidedAt())) {
      deliveries.add(
          new NewDelivery(
              endpoint.id(),
              header.decidedAt(),
              header.requestId(),
              type,
              header.tournamentId(),
              header.position().offset(),
              endpoint.state() == Endpoint.State.DISABLED,
              traceparent));
    }
  }
}
