package dev.muster.worker.store;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Seat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
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
  static Read ofSeats(Collection<Seat> seats, Map<Seat, Enrollment> found) {
    return new Read(
        OF_SEATS,
        seats.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, seats, bound)
                .uuids(Seat::tournamentId)
                .uuids(Seat::playerId)
                .bound(),
        row -> put(found, row));
  }

  /// All of the tournaments.
  static Read ofTournaments(Collection<UUID> tournaments, Map<Seat, Enrollment> found) {
    return new Read(
        OF_TOURNAMENTS,
        tournaments.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, tournaments, bound).uuids(id -> id).bound(),
        row -> put(found, row));
  }

  private static void put(Map<Seat, Enrollment> found, ResultSet row) throws SQLException {
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
