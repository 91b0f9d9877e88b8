package dev.muster.validator.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The database as it was at one moment.
final class DatabaseSnapshot implements Rows {
  private static final String CAPTURED =
      """
      SELECT p.topic_id, t.name, t.partition_count, p.partition, p.next_offset
      FROM partition_progress p
      JOIN command_topic t ON t.topic_id = p.topic_id
      ORDER BY t.name, p.partition
      """;

  private static final String ENROLLMENTS =
      """
      SELECT e.id AS e_id, e.tournament_id AS e_tournament_id, e.player_id AS e_player_id,
             e.status AS e_status, e.fee_charged AS e_fee_charged, e.refund AS e_refund,
             e.request_id AS e_request_id, e.enrolled_at AS e_enrolled_at,
             e.cancelled_at AS e_cancelled_at
      FROM unnest(?::uuid[]) AS asked(id)
      JOIN enrollment e ON e.id = asked.id
      """;

  private static final String MOVEMENTS =
      """
      SELECT id
      FROM credit_transaction
      WHERE id > ?
      ORDER BY id
      LIMIT 10000
      """;

  private static final String MOVES =
      """
      SELECT l.balance_after, t.name, d.partition, d."offset", d.decided_at
      FROM credit_transaction l
      LEFT JOIN decision d ON d.request_id = l.request_id
      LEFT JOIN command_topic t ON t.topic_id = d.topic_id
      WHERE l.player_id = ?
      ORDER BY l.id
      """;

  private final Connection connection;

  /// @param connection in a transaction that sees one moment only
  DatabaseSnapshot(Connection connection) {
    this.connection = connection;
  }

  /// Every partition that somebody ever worked on.
  List<Captured> captured() throws SQLException {
    List<Captured> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CAPTURED);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new Captured(
                row.getObject("topic_id", UUID.class),
                row.getString("name"),
                row.getInt("partition_count"),
                row.getInt("partition"),
                row.getLong("next_offset")));
      }
    }
    return found;
  }

  /// The decisions of a partition, to be closed.
  ReadRecorded recorded(Captured partition) throws SQLException {
    return new ReadRecorded(connection, partition);
  }

  Map<UUID, Place> places(Collection<UUID> requestIds) throws SQLException {
    return FindPlaces.execute(connection, requestIds);
  }

  Map<UUID, UUID> keyOwners(Collection<UUID> keys) throws SQLException {
    return FindKeyOwners.execute(connection, keys);
  }

  @Override
  public Map<UUID, EnrollmentFields> enrollments(Collection<UUID> ids) throws SQLException {
    Map<UUID, EnrollmentFields> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ENROLLMENTS)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          EnrollmentFields fields = Columns.enrollment(row);
          if (fields != null && fields.id() != null) {
            found.put(fields.id(), fields);
          }
        }
      }
    }
    return found;
  }

  @Override
  public List<Long> movementsAfter(long id) throws SQLException {
    List<Long> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MOVEMENTS)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getLong("id"));
        }
      }
    }
    return found;
  }

  @Override
  public List<WalletMove> movesOf(UUID player) throws SQLException {
    List<WalletMove> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MOVES)) {
      statement.setObject(1, player);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String topic = row.getString("name");
          Place place =
              topic == null
                  ? null
                  : new Place(topic, row.getInt("partition"), row.getLong("offset"));
          found.add(
              new WalletMove(row.getLong("balance_after"), place, Columns.time(row, "decided_at")));
        }
      }
    }
    return found;
  }
}
