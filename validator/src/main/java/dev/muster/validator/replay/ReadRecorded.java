package dev.muster.validator.replay;

import dev.muster.validator.replay.Recorded.Movement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Streams what is recorded of one partition, in the order of the log.
final class ReadRecorded implements AutoCloseable {
  private static final int FETCH_ROWS = 500;
  private static final String SQL =
      """
      SELECT d."offset", d.decided_at,
             d.request_id, d.type, d.tournament_id, d.player_id, d.outcome, d.reason, d.detail,
             d.enrollment_id, d.credits_charged, d.credits_refunded, d.balance_after, d.submitted_at,
             e.id AS e_id, e.tournament_id AS e_tournament_id, e.player_id AS e_player_id,
             e.status AS e_status, e.fee_charged AS e_fee_charged, e.refund AS e_refund,
             e.request_id AS e_request_id, e.enrolled_at AS e_enrolled_at,
             e.cancelled_at AS e_cancelled_at,
             l.id AS l_id, l.player_id AS l_player_id, l.amount AS l_amount,
             l.balance_after AS l_balance_after, l.kind AS l_kind,
             l.enrollment_id AS l_enrollment_id, l.request_id AS l_request_id,
             l.reason AS l_reason, l.created_at AS l_created_at
      FROM decision d
      LEFT JOIN enrollment e ON e.id = d.enrollment_id
      LEFT JOIN credit_transaction l ON l.request_id = d.request_id
      WHERE d.topic_id = ? AND d.partition = ?
      ORDER BY d."offset"
      """;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean more;

  ReadRecorded(Connection connection, Captured partition) throws SQLException {
    statement = connection.prepareStatement(SQL);
    statement.setObject(1, partition.topicId());
    statement.setInt(2, partition.partition());
    statement.setFetchSize(FETCH_ROWS);
    rows = statement.executeQuery();
    more = rows.next();
  }

  /// Offset of the next decision; the largest number at the end.
  long nextOffset() throws SQLException {
    return more ? rows.getLong("offset") : Long.MAX_VALUE;
  }

  /// The next decision; there must be one.
  Recorded next() throws SQLException {
    long offset = nextOffset();
    DecisionFields decision = decision();
    Instant decidedAt = Columns.time(rows, "decided_at");
    EnrollmentFields enrollment = Columns.enrollment(rows);
    List<Movement> ledger = new ArrayList<>(1);
    while (more && rows.getLong("offset") == offset) {
      Movement movement = movement();
      if (movement != null) {
        ledger.add(movement);
      }
      more = rows.next();
    }
    // Not by the database, which would sort what the index has in order.
    ledger.sort(Comparator.comparingLong(Movement::id));
    return new Recorded(
        decision, decidedAt == null ? Instant.EPOCH : decidedAt, List.copyOf(ledger), enrollment);
  }

  private DecisionFields decision() throws SQLException {
    return new DecisionFields(
        Columns.uuid(rows, "request_id"),
        rows.getString("type"),
        Columns.uuid(rows, "tournament_id"),
        Columns.uuid(rows, "player_id"),
        rows.getString("outcome"),
        rows.getString("reason"),
        rows.getString("detail"),
        Columns.uuid(rows, "enrollment_id"),
        Columns.number(rows, "credits_charged"),
        Columns.number(rows, "credits_refunded"),
        Columns.number(rows, "balance_after"),
        Columns.time(rows, "submitted_at"));
  }

  private @Nullable Movement movement() throws SQLException {
    Long id = Columns.number(rows, "l_id");
    return id == null
        ? null
        : new Movement(
            id,
            new LedgerFields(
                Columns.uuid(rows, "l_player_id"),
                rows.getLong("l_amount"),
                rows.getLong("l_balance_after"),
                rows.getString("l_kind"),
                Columns.uuid(rows, "l_enrollment_id"),
                Columns.uuid(rows, "l_request_id"),
                rows.getString("l_reason"),
                Columns.time(rows, "l_created_at")));
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
