package dev.muster.quickstart.bench.drop;

import dev.muster.quickstart.system.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What the rows must say after a sale in which every seat was wanted and every wallet was full
/// enough.
final class SoldRight {
  private static final String COUNT =
      """
      SELECT (SELECT count(*) FROM decision WHERE type = 'ENROLL') AS decided,
             (SELECT count(*) FROM decision WHERE outcome = 'ENROLLED') AS enrolled,
             (SELECT count(*) FROM decision
              WHERE outcome = 'REJECTED' AND reason IS DISTINCT FROM 'TOURNAMENT_FULL') AS strange,
             (SELECT count(*) FROM tournament t
              WHERE t.enrolled_count <> t.capacity
                 OR t.capacity <> (SELECT count(*) FROM enrollment e
                                   WHERE e.tournament_id = t.id AND e.status = 'ACTIVE')
             ) AS not_full,
             (SELECT count(*)
              FROM player p
              LEFT JOIN (SELECT player_id, count(*) * ? AS owed FROM enrollment
                         WHERE status = 'ACTIVE' GROUP BY player_id) e ON e.player_id = p.id
              LEFT JOIN (SELECT player_id, sum(amount) AS moved FROM credit_transaction
                         GROUP BY player_id) c ON c.player_id = p.id
              WHERE p.credit_balance <> ? - coalesce(e.owed, 0)
                 OR p.credit_balance <> coalesce(c.moved, 0)) AS wrong_wallets
      """;

  private SoldRight() {}

  /// Does nothing if the rows are right.
  ///
  /// @param requests how many there were
  /// @param seats in all tournaments together
  /// @param fee of a seat
  /// @param credits each player had
  /// @throws IllegalStateException if they are not
  static void require(LocalPostgres postgres, long requests, long seats, long fee, long credits) {
    try (Connection connection = postgres.dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, fee);
      statement.setLong(2, credits);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong("decided") != requests
            || row.getLong("enrolled") != seats
            || row.getLong("strange") + row.getLong("not_full") + row.getLong("wrong_wallets")
                != 0) {
          throw new IllegalStateException(
              "decided %d, enrolled %d, other refusals %d, tournaments not full %d, wallets wrong %d"
                  .formatted(
                      row.getLong("decided"),
                      row.getLong("enrolled"),
                      row.getLong("strange"),
                      row.getLong("not_full"),
                      row.getLong("wrong_wallets")));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
