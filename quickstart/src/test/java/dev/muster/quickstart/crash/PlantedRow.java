package dev.muster.quickstart.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A row that no log comes to. Each changes one row and says what the oracle calls it.
enum PlantedRow {
  DECISION(
      """
      UPDATE decision
      SET balance_after = balance_after + 1
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'ENROLLED' LIMIT 1)
      RETURNING 'decision ' || request_id
      """),
  TOURNAMENT(
      """
      UPDATE tournament
      SET enrolled_count = enrolled_count - 1
      WHERE id = (SELECT id FROM tournament WHERE enrolled_count > 0 LIMIT 1)
      RETURNING 'tournament ' || id
      """),
  PLAYER(
      """
      UPDATE player
      SET credit_balance = credit_balance + 1
      WHERE id = (SELECT id FROM player LIMIT 1)
      RETURNING 'player ' || id
      """),
  ENROLLMENT(
      """
      UPDATE enrollment
      SET fee_charged = fee_charged + 1
      WHERE id = (SELECT id FROM enrollment WHERE status = 'CANCELLED' LIMIT 1)
      RETURNING 'enrollment ' || id
      """),
  LEDGER_ROW(
      """
      UPDATE credit_transaction
      SET amount = amount + 1
      WHERE id = (SELECT id FROM credit_transaction WHERE kind = 'GRANT' LIMIT 1)
      RETURNING 'ledger of player ' || player_id || ', row 1'
      """),
  LOST_LEDGER_ROW(
      """
      DELETE FROM credit_transaction
      WHERE id = (SELECT max(id) FROM credit_transaction)
      RETURNING 'ledger of player ' || player_id
      """);

  private final String sql;

  PlantedRow(String sql) {
    this.sql = sql;
  }

  /// Changes the row.
  ///
  /// @return what it is called
  String plant(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
