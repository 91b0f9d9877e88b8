package dev.muster.quickstart.bench.decide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// A row for each seat, and everybody takes the first one that nobody else holds: no request waits
/// for another, and no counter is kept.
final class SeatPerRow extends CallingContender {
  private static final String CREATE =
      """
      CREATE TABLE bench_seat (
        tournament_id uuid    NOT NULL REFERENCES tournament (id),
        number        integer NOT NULL,
        enrollment_id uuid,
        PRIMARY KEY (tournament_id, number)) WITH (fillfactor = 50);
      CREATE INDEX ix_bench_seat_free ON bench_seat (tournament_id, number)
        WHERE enrollment_id IS NULL
      """;

  private static final String ADD_SEATS =
      """
      INSERT INTO bench_seat (tournament_id, number)
      SELECT id, generate_series(enrolled_count + 1, capacity)
      FROM unnest(?::uuid[]) AS wanted(wanted_id)
      JOIN tournament ON id = wanted_id
      """;

  private static final String FIND_TOURNAMENT =
      "SELECT fee_credits, status FROM tournament WHERE id = ?";

  private static final String FIND_DUPLICATE =
      """
      SELECT id FROM enrollment
      WHERE player_id = ? AND tournament_id = ? AND status IN ('PENDING', 'ACTIVE')
      """;

  private static final String TAKE_SEAT =
      """
      UPDATE bench_seat s SET enrollment_id = ?
      FROM (SELECT tournament_id, number FROM bench_seat
            WHERE tournament_id = ? AND enrollment_id IS NULL
            ORDER BY number
            LIMIT 1
            FOR UPDATE SKIP LOCKED) AS free
      WHERE s.tournament_id = free.tournament_id AND s.number = free.number
      """;

  private static final String DEBIT =
      """
      UPDATE player SET credit_balance = credit_balance - ?
      WHERE id = ? AND credit_balance >= ?
      RETURNING credit_balance
      """;

  SeatPerRow(Arena arena) throws SQLException {
    super("row per seat, SKIP LOCKED, 16 connections", created(arena), Session::new);
  }

  private static Arena created(Arena arena) throws SQLException {
    try (Connection connection = arena.owner().getConnection();
        PreparedStatement create = connection.prepareStatement(CREATE)) {
      create.execute();
    }
    return arena;
  }

  @Override
  public void opened(List<UUID> tournaments) throws SQLException {
    try (Connection connection = arena().owner().getConnection();
        PreparedStatement add = connection.prepareStatement(ADD_SEATS)) {
      add.setArray(1, connection.createArrayOf("uuid", tournaments.toArray()));
      add.executeUpdate();
    }
  }

  private static final class Session implements Callers.Session {
    private final Connection connection;
    private final PreparedStatement findTournament;
    private final PreparedStatement findDuplicate;
    private final PreparedStatement takeSeat;
    private final PreparedStatement debit;
    private final Records records;

    Session(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      findTournament = connection.prepareStatement(FIND_TOURNAMENT);
      findDuplicate = connection.prepareStatement(FIND_DUPLICATE);
      takeSeat = connection.prepareStatement(TAKE_SEAT);
      debit = connection.prepareStatement(DEBIT);
      records = new Records(connection);
    }

    @Override
    public void decide(Wanted wish) throws SQLException {
      long fee;
      findTournament.setObject(1, wish.tournamentId());
      try (ResultSet row = findTournament.executeQuery()) {
        row.next();
        fee = row.getLong("fee_credits");
      }
      findDuplicate.setObject(1, wish.playerId());
      findDuplicate.setObject(2, wish.tournamentId());
      boolean duplicate;
      try (ResultSet row = findDuplicate.executeQuery()) {
        duplicate = row.next();
      }
      if (duplicate) {
        records.rejected(wish, "ALREADY_ENROLLED");
      } else {
        takeSeat(wish, fee);
      }
      connection.commit();
    }

    private void takeSeat(Wanted wish, long fee) throws SQLException {
      takeSeat.setObject(1, wish.requestId());
      takeSeat.setObject(2, wish.tournamentId());
      if (takeSeat.executeUpdate() == 0) {
        records.rejected(wish, "TOURNAMENT_FULL");
        return;
      }
      debit.setLong(1, fee);
      debit.setObject(2, wish.playerId());
      debit.setLong(3, fee);
      try (ResultSet row = debit.executeQuery()) {
        if (row.next()) {
          records.enrolled(wish, fee, row.getLong(1));
        } else {
          connection.rollback();
          records.rejected(wish, "INSUFFICIENT_CREDITS");
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
