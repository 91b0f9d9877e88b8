package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.OperationKind;
import dev.muster.worker.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of operations: each command once, and how far it got.
final class Operations {
  private static final String INSERT =
      """
      INSERT INTO webhook_operation (id, endpoint_id, kind, state, event_id, since, until, position, created_at)
      VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?, now())
      ON CONFLICT (id) DO NOTHING
      RETURNING created_at
      """;

  private static final String INSERT_UNREADABLE =
      """
      INSERT INTO webhook_operation (id, endpoint_id, kind, state, reason, detail, created_at, finished_at)
      VALUES (?, ?, 'UNREADABLE', 'REJECTED', 'UNREADABLE', ?, now(), now())
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String FINISH =
      """
      UPDATE webhook_operation
      SET state = 'DONE', affected = affected + ?, position = until, finished_at = clock_timestamp()
      WHERE id = ?
      """;

  private static final String REJECT =
      """
      UPDATE webhook_operation
      SET state = 'REJECTED', reason = ?, detail = ?, finished_at = clock_timestamp()
      WHERE id = ?
      """;

  private static final String ADVANCE =
      """
      UPDATE webhook_operation SET affected = affected + ?, position = ? WHERE id = ?
      """;

  private static final String FIND_RUNNING =
      """
      SELECT id, endpoint_id, kind, since, until, position
      FROM webhook_operation
      WHERE state = 'RUNNING'
      ORDER BY created_at, id
      """;

  private static final String LOCK =
      """
      SELECT id, endpoint_id, kind, since, until, position
      FROM webhook_operation
      WHERE id = ? AND state = 'RUNNING'
      FOR UPDATE SKIP LOCKED
      """;

  private Operations() {}

  /// Takes an operation up.
  ///
  /// @return when, or null if it was taken up before
  static @Nullable Instant insert(Connection connection, OperationRow row, @Nullable UUID eventId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, row.id());
      statement.setObject(2, row.endpointId());
      statement.setString(3, row.kind().name());
      statement.setObject(4, eventId);
      time(statement, 5, row.since());
      time(statement, 6, row.until());
      time(statement, 7, row.position());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Rows.time(found, "created_at") : null;
      }
    }
  }

  /// Keeps a record that is no command.
  static void insertUnreadable(
      Connection connection, UUID id, @Nullable UUID endpointId, String detail)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_UNREADABLE)) {
      statement.setObject(1, id);
      statement.setObject(2, endpointId);
      statement.setString(3, detail);
      statement.executeUpdate();
    }
  }

  /// Writes down what came of it.
  static void end(Connection connection, UUID id, Outcome outcome) throws SQLException {
    switch (outcome) {
      case Outcome.Done done -> {
        try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
          statement.setLong(1, done.affected());
          statement.setObject(2, id);
          statement.executeUpdate();
        }
      }
      case Outcome.Refused refused -> {
        try (PreparedStatement statement = connection.prepareStatement(REJECT)) {
          statement.setString(1, refused.reason().name());
          statement.setString(2, refused.detail());
          statement.setObject(3, id);
          statement.executeUpdate();
        }
      }
      case Outcome.Running _ -> {}
    }
  }

  /// Writes down how far it got.
  ///
  /// @param affected deliveries that this step set going
  static void advance(Connection connection, UUID id, long affected, @Nullable Instant position)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      statement.setLong(1, affected);
      time(statement, 2, position);
      statement.setObject(3, id);
      statement.executeUpdate();
    }
  }

  /// All that is at work, oldest first.
  static List<OperationRow> running(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND_RUNNING)) {
      return rows(statement);
    }
  }

  /// The operation as it stands now, held for this transaction; null if it ended, or if somebody
  /// else is at it.
  static @Nullable OperationRow lock(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setObject(1, id);
      List<OperationRow> found = rows(statement);
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  private static List<OperationRow> rows(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      List<OperationRow> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            new OperationRow(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "endpoint_id"),
                OperationKind.valueOf(row.getString("kind")),
                Rows.optionalTime(row, "since"),
                Rows.optionalTime(row, "until"),
                Rows.optionalTime(row, "position")));
      }
      return rows;
    }
  }

  private static void time(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    statement.setObject(index, time == null ? null : time.atOffset(ZoneOffset.UTC));
  }
}
