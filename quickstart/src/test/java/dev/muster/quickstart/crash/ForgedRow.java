package dev.muster.quickstart.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A row that somebody changed by hand, with the guards out of the way. Each says by which id the
/// replay must name it, and in which words.
enum ForgedRow {
  BALANCE(
      "credit_balance",
      """
      UPDATE player
      SET credit_balance = credit_balance + 1
      WHERE id = (SELECT id FROM player LIMIT 1)
      RETURNING id::text
      """),
  OUTCOME(
      "outcome REJECTED",
      """
      UPDATE decision
      SET outcome = 'ENROLLED', reason = NULL, enrollment_id = request_id, credits_charged = 1
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'REJECTED' LIMIT 1)
      RETURNING request_id::text
      """),
  NONSENSE(
      "outcome ENROLLED",
      """
      UPDATE decision
      SET outcome = 'REJECTED'
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'ENROLLED' LIMIT 1)
      RETURNING request_id::text
      """),
  REASON(
      "reason CLOSED_BY_HAND",
      """
      UPDATE decision
      SET reason = 'CLOSED_BY_HAND'
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'REJECTED' LIMIT 1)
      RETURNING request_id::text
      """),
  LOST_DECISION(
      "no decision of it",
      """
      DELETE FROM decision
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'REJECTED' LIMIT 1)
      RETURNING request_id::text
      """),
  SEAT_TAKEN_AWAY(
      "not live",
      """
      UPDATE enrollment
      SET status = 'CANCELLED', refund = 0, cancelled_at = enrolled_at
      WHERE id = (SELECT id FROM enrollment WHERE status = 'ACTIVE' LIMIT 1)
      RETURNING id::text
      """),
  SEAT_GIVEN_BACK(
      "status CANCELLED",
      """
      UPDATE enrollment
      SET status = 'ACTIVE', refund = NULL, cancelled_at = NULL
      WHERE id = (SELECT id FROM enrollment WHERE status = 'CANCELLED' LIMIT 1)
      RETURNING id::text
      """),
  SEAT_FROM_NOWHERE(
      "one that no command explains",
      """
      INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, refund, request_id,
                              enrolled_at, cancelled_at)
      SELECT gen_random_uuid(), tournament_id, player_id, 'CANCELLED', 0, 0, gen_random_uuid(),
             enrolled_at, enrolled_at
      FROM enrollment
      LIMIT 1
      RETURNING id::text
      """),
  FEE(
      "fee_charged",
      """
      UPDATE enrollment
      SET fee_charged = fee_charged + 1
      WHERE id = (SELECT id FROM enrollment LIMIT 1)
      RETURNING id::text
      """),
  LEDGER_AMOUNT(
      "credit_transaction",
      """
      UPDATE credit_transaction
      SET amount = amount - 1
      WHERE id = (SELECT id FROM credit_transaction WHERE kind = 'ENROLLMENT_FEE' LIMIT 1)
      RETURNING player_id::text
      """),
  LOST_LEDGER_ROW(
      "credit_transaction",
      """
      DELETE FROM credit_transaction
      WHERE id = (SELECT max(id) FROM credit_transaction)
      RETURNING player_id::text
      """),
  LEDGER_ROW_FROM_NOWHERE(
      "one that no command explains",
      """
      INSERT INTO credit_transaction (player_id, amount, balance_after, kind, request_id, created_at)
      SELECT id, 1, credit_balance, 'GRANT', gen_random_uuid(), created_at
      FROM player
      LIMIT 1
      RETURNING id::text
      """),
  CAPACITY(
      "capacity",
      """
      UPDATE tournament
      SET capacity = capacity + 1
      WHERE id = (SELECT id FROM tournament LIMIT 1)
      RETURNING id::text
      """),
  COUNT(
      "enrolled_count",
      """
      UPDATE tournament
      SET enrolled_count = enrolled_count - 1
      WHERE id = (SELECT id FROM tournament WHERE enrolled_count > 0 LIMIT 1)
      RETURNING id::text
      """),
  BALANCE_AFTER(
      "balance_after",
      """
      UPDATE decision
      SET balance_after = balance_after + 1
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'ENROLLED' LIMIT 1)
      RETURNING request_id::text
      """),
  SEAT_OF_ANOTHER(
      "enrollment_id",
      """
      UPDATE decision
      SET enrollment_id = gen_random_uuid()
      WHERE request_id = (SELECT request_id FROM decision WHERE outcome = 'ENROLLED' LIMIT 1)
      RETURNING request_id::text
      """),
  SEAT_HANDED_ON(
      "player_id",
      """
      UPDATE enrollment e
      SET player_id = (SELECT p.id FROM player p WHERE p.id <> e.player_id LIMIT 1)
      WHERE e.id = (SELECT id FROM enrollment LIMIT 1)
      RETURNING e.id::text
      """),
  REFUND(
      "refund",
      """
      UPDATE enrollment
      SET refund = refund - 1
      WHERE id = (SELECT id FROM enrollment WHERE refund > 0 LIMIT 1)
      RETURNING id::text
      """),
  LEDGER_BALANCE(
      "credit_transaction",
      """
      UPDATE credit_transaction
      SET balance_after = balance_after + 1
      WHERE id = (SELECT min(id) FROM credit_transaction WHERE kind = 'ENROLLMENT_FEE')
      RETURNING player_id::text
      """),
  LEDGER_KIND(
      "kind UNENROLLMENT_REFUND",
      """
      UPDATE credit_transaction
      SET kind = 'CANCELLATION_REFUND'
      WHERE id = (SELECT min(id) FROM credit_transaction WHERE kind = 'UNENROLLMENT_REFUND')
      RETURNING player_id::text
      """),
  KEY_FROM_NOWHERE(
      "one that no command explains",
      """
      INSERT INTO idempotency_key (key, request_id)
      VALUES (gen_random_uuid(), gen_random_uuid())
      RETURNING key::text
      """),
  PLAYER_FROM_NOWHERE(
      "by the log:      no such row",
      """
      INSERT INTO player (id, created_at)
      VALUES (gen_random_uuid(), now())
      RETURNING id::text
      """),
  CURSOR_BEHIND(
      "decided up to offset",
      """
      UPDATE partition_progress
      SET next_offset = next_offset - 1, published_offset = 0
      WHERE (topic_id, partition) =
            (SELECT p.topic_id, p.partition
             FROM partition_progress p
             JOIN decision d ON d.topic_id = p.topic_id AND d.partition = p.partition
                  AND d."offset" = p.next_offset - 1
             LIMIT 1)
      RETURNING next_offset::text
      """);

  /// What would forbid it. All of it is undone with the transaction.
  private static final List<String> GUARDS_AWAY =
      List.of(
          "ALTER TABLE decision DROP CONSTRAINT chk_decision_enrollment",
          "ALTER TABLE decision DROP CONSTRAINT chk_decision_reason",
          "DROP INDEX uq_active_enrollment");

  private final String words;
  private final String sql;

  ForgedRow(String words, String sql) {
    this.words = words;
    this.sql = sql;
  }

  /// What the difference says about it.
  String words() {
    return words;
  }

  /// Changes the row.
  ///
  /// @return the id that it must be named by
  String forge(Connection connection) throws SQLException {
    for (String guard : GUARDS_AWAY) {
      try (PreparedStatement statement = connection.prepareStatement(guard)) {
        statement.execute();
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
