package dev.muster.worker.store;

import dev.muster.worker.decision.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Appends to the ledger, in the order in which the credits moved: the ids are drawn in that order.
final class InsertLedgerEntries {
  private static final String SQL =
      """
      INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id,
                                      request_id, reason, created_at)
      SELECT player_id, amount, balance_after, kind, enrollment_id, request_id, reason, created_at
      FROM unnest(?::uuid[], ?::int8[], ?::int8[], ?::text[], ?::uuid[], ?::uuid[], ?::text[],
                  ?::timestamptz[])
           WITH ORDINALITY
           AS l(player_id, amount, balance_after, kind, enrollment_id, request_id, reason,
                created_at, place)
      ORDER BY place
      """;

  private InsertLedgerEntries() {}

  static void execute(Connection connection, Collection<LedgerEntry> entries) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, entries)
          .uuids(LedgerEntry::playerId)
          .integers(LedgerEntry::amount)
          .integers(LedgerEntry::balanceAfter)
          .names(LedgerEntry::kind)
          .uuids(LedgerEntry::enrollmentId)
          .uuids(LedgerEntry::requestId)
          .texts(LedgerEntry::reason)
          .times(LedgerEntry::at);
      Rows.write(statement, entries.size());
    }
  }
}
