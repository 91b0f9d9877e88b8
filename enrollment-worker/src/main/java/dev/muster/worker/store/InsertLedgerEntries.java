package dev.muster.worker.store;

import dev.muster.worker.decision.LedgerEntry;
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

  static Write of(Collection<LedgerEntry> entries) {
    return new Write(
        SQL,
        entries.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, entries, bound)
                .uuids(LedgerEntry::playerId)
                .integers(LedgerEntry::amount)
                .integers(LedgerEntry::balanceAfter)
                .names(LedgerEntry::kind)
                .uuids(LedgerEntry::enrollmentId)
                .uuids(LedgerEntry::requestId)
                .texts(LedgerEntry::reason)
                .times(LedgerEntry::at)
                .bound());
  }
}
