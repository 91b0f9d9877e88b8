package dev.muster.quickstart.bench.decide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The original design on one connection.
public final class OriginalSession implements Callers.Session {
  private static final String ENROLLED = "ENROLLED";

  private static final String FIND_PLAYER = "SELECT credit_balance FROM player WHERE id = ?";

  private static final String FIND_TOURNAMENT =
      "SELECT capacity, fee_credits, status FROM tournament WHERE id = ?";

  private static final String FIND_DUPLICATE =
      """
      SELECT id FROM enrollment
      WHERE player_id = ? AND tournament_id = ? AND status IN ('PENDING', 'ACTIVE')
      """;

  private static final String LOCK_TOURNAMENT =
      "SELECT capacity, fee_credits, status FROM tournament WHERE id = ? FOR UPDATE";

  private static final String COUNT_ENROLLED =
      """
      SELECT count(*) FROM enrollment
      WHERE tournament_id = ? AND status IN ('PENDING', 'ACTIVE')
      """;

  private static final String DEBIT =
      """
      UPDATE player SET credit_balance = credit_balance - ?
      WHERE id = ? AND credit_balance >= ?
      RETURNING credit_balance
      """;

  private final Connection connection;
  private final PreparedStatement findPlayer;
  private final PreparedStatement findTournament;
  private final PreparedStatement findDuplicate;
  private final PreparedStatement lockTournament;
  private final PreparedStatement countEnrolled;
  private final PreparedStatement debit;
  private final Records records;

  public OriginalSession(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    findPlayer = connection.prepareStatement(FIND_PLAYER);
    findTournament = connection.prepareStatement(FIND_TOURNAMENT);
    findDuplicate = connection.prepareStatement(FIND_DUPLICATE);
    lockTournament = connection.prepareStatement(LOCK_TOURNAMENT);
    countEnrolled = connection.prepareStatement(COUNT_ENROLLED);
    debit = connection.prepareStatement(DEBIT);
    records = new Records(connection);
  }

  /// What became of it: `ENROLLED`, or why not.
  public String outcome(Wanted wish) throws SQLException {
    findPlayer.setObject(1, wish.playerId());
    findTournament.setObject(1, wish.tournamentId());
    findDuplicate.setObject(1, wish.playerId());
    findDuplicate.setObject(2, wish.tournamentId());
    String outcome;
    if (!isThere(findPlayer) || !isThere(findTournament)) {
      outcome = "PLAYER_NOT_FOUND";
    } else if (isThere(findDuplicate)) {
      outcome = "ALREADY_ENROLLED";
    } else {
      outcome = decideLocked(wish);
    }
    if (!outcome.equals(ENROLLED)) {
      records.rejected(wish, outcome);
    }
    connection.commit();
    return outcome;
  }

  @Override
  public void decide(Wanted wish) throws SQLException {
    var _ = outcome(wish);
  }

  private String decideLocked(Wanted wish) throws SQLException {
    int capacity;
    long fee;
    lockTournament.setObject(1, wish.tournamentId());
    try (ResultSet row = lockTournament.executeQuery()) {
      row.next();
      capacity = row.getInt("capacity");
      fee = row.getLong("fee_credits");
    }
    if (enrolled(wish.tournamentId()) >= capacity) {
      return "TOURNAMENT_FULL";
    }
    debit.setLong(1, fee);
    debit.setObject(2, wish.playerId());
    debit.setLong(3, fee);
    try (ResultSet row = debit.executeQuery()) {
      if (!row.next()) {
        return "INSUFFICIENT_CREDITS";
      }
      records.enrolled(wish, fee, row.getLong(1));
      return ENROLLED;
    }
  }

  private long enrolled(UUID tournamentId) throws SQLException {
    countEnrolled.setObject(1, tournamentId);
    try (ResultSet row = countEnrolled.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static boolean isThere(PreparedStatement find) throws SQLException {
    try (ResultSet row = find.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
