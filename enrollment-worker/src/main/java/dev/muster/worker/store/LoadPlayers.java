package dev.muster.worker.store;

import dev.muster.worker.decision.Player;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Reads players. Those whose credits a batch can move are locked, in the order of their ids, since
/// their credits are shared by all partitions; of the others only that they are there matters.
final class LoadPlayers {
  private static final String LOCKED =
      """
      SELECT p.id, p.display_name, p.credit_balance, p.created_at
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN player p ON p.id = wanted.id
      ORDER BY p.id
      FOR NO KEY UPDATE OF p
      """;

  private static final String KNOWN =
      """
      SELECT p.id
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN player p ON p.id = wanted.id
      """;

  private LoadPlayers() {}

  /// Only that they are there: their credits may move meanwhile.
  static Read known(Collection<UUID> ids, Map<UUID, Player> found) {
    return of(
        KNOWN,
        ids,
        row -> {
          UUID id = Rows.uuid(row, "id");
          found.put(id, Player.unread(id));
        });
  }

  /// What is read is what the lock waited for.
  static Read locked(Collection<UUID> ids, Map<UUID, Player> found) {
    return of(
        LOCKED,
        ids,
        row -> {
          var player =
              new Player(
                  Rows.uuid(row, "id"),
                  row.getString("display_name"),
                  row.getLong("credit_balance"),
                  Rows.time(row, "created_at"));
          found.put(player.id(), player);
        });
  }

  private static Read of(String sql, Collection<UUID> ids, Read.Found found) {
    return new Read(
        sql,
        ids.size(),
        (statement, bound) -> new ArrayParameters<>(statement, ids, bound).uuids(id -> id).bound(),
        found);
  }
}
