package dev.muster.worker.webhook.store;

import dev.muster.schemas.webhook.EventType;
import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Keeps every attempt, whatever became of its delivery.
public final class InsertAttempts {
  private static final String SQL =
      """
      INSERT INTO webhook_attempt (endpoint_id, started_at, id, event_id, batch_id, attempt,
                                   trigger, outcome, status_code, duration_ms, remote_address,
                                   detail, response_body, next_attempt_at)
      SELECT endpoint_id, started_at, id, event_id, batch_id, attempt, trigger, outcome,
             status_code, duration_ms, remote_address, detail, response_body, next_attempt_at
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::uuid[], ?::int8[],
                  ?::text[], ?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::text[],
                  ?::timestamptz[])
           AS a(endpoint_id, started_at, id, event_id, batch_id, attempt, trigger, outcome,
                status_code, duration_ms, remote_address, detail, response_body, next_attempt_at)
      """;

  private InsertAttempts() {}

  public static void execute(Connection connection, Collection<TriedDelivery> tried)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, tried)
          .uuids(each -> each.delivery().endpointId())
          .times(TriedDelivery::startedAt)
          .uuids(TriedDelivery::attemptId)
          .uuids(each -> each.delivery().eventId())
          .uuids(each -> each.delivery().batchId())
          .integers(TriedDelivery::attempt)
          .texts(each -> trigger(each.delivery()))
          .texts(TriedDelivery::outcome)
          .optionalIntegers(
              each -> each.statusCode() == null ? null : Long.valueOf(each.statusCode()))
          .integers(TriedDelivery::durationMs)
          .texts(TriedDelivery::remoteAddress)
          .texts(TriedDelivery::detail)
          .texts(TriedDelivery::responseBody)
          .times(TriedDelivery::nextAttemptAt);
      statement.executeUpdate();
    }
  }

  private static String trigger(DueDelivery delivery) {
    if (delivery.trigger() != null) {
      return delivery.trigger();
    }
    boolean test = delivery.event() != null && delivery.event().type() == EventType.TEST;
    return test ? "TEST" : "SCHEDULE";
  }
}
