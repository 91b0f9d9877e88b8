package dev.muster.worker.store;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Seat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Reads live enrollments. Whoever makes or ends one holds the tournament's lock, so under that
/// lock they stand still.
///
/// `OFFSET 0` keeps a subquery whole: one index look-up for each seat. As a plain join the planner,
/// which without statistics thinks that few enrollments are live, would read them all instead.
final class LoadLiveEnrollments {
  private static final String OF_SEATS =
      """
      SELECT e.id, e.tournament_id, e.player_id, e.fee_charged, e.request_id, e.enrolled_at
      FROM unnest(?::uuid[], ?::uuid[]) AS seat(tournament_id, player_id)
      CROSS JOIN LATERAL (
        SELECT id, tournament_id, player_id, fee_charged, request_id, enrolled_at
        FROM enrollment
        WHERE player_id = seat.player_id AND tournament_id = seat.tournament_id
          AND status IN ('PENDING', 'ACTIVE')
        OFFSET 0) AS e
      """;

  private static final String OF_TOURNAMENTS =
      """
      SELECT e.id, e.tournament_id, e.player_id, e.fee_charged, e.request_id, e.enrolled_at
      FROM unnest(?::uuid[]) AS cancelled(tournament_id)
      CROSS JOIN LATERAL (
        SELECT id, tournament_id, player_id, fee_charged, request_id, enrolled_at
        FROM enrollment
        WHERE tournament_id = cancelled.tournament_id AND status IN ('PENDING', 'ACTIVE')
        OFFSET 0) AS e
      """;

  private LoadLiveEnrollments() {}

  /// Those of the seats that are taken.
  static Map<Seat, Enrollment> ofSeats(Connection connection, Collection<Seat> seats)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_SEATS)) {
      new ArrayParameters<>(statement, seats).uuids(Seat::tournamentId).uuids(Seat::playerId);
      return read(statement);
    }
  }

  /// All of the tournaments.
  static Map<Seat, Enrollment> ofTournaments(Connection connection, Collection<UUID> tournaments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_TOURNAMENTS)) {
      new ArrayParameters<>(statement, tournaments).uuids(id -> id);
      return read(statement);
    }
  }

  private static Map<Seat, Enrollment> read(PreparedStatement statement) throws SQLException {
    Map<Seat, Enrollment> found = new HashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        var enrollment =
            new Enrollment(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "tournament_id"),
                Rows.uuid(row, "player_id"),
                row.getLong("fee_charged"),
                Rows.uuid(row, "request_id"),
                Rows.time(row, "enrolled_at"),
                null);
        found.put(new Seat(enrollment.tournamentId(), enrollment.playerId()), enrollment);
      }
    }
    return found;
  }
}
