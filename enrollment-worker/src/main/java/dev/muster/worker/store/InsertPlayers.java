package dev.muster.worker.store;

import dev.muster.worker.decision.Player;
import java.util.Collection;

/// Adds players.
final class InsertPlayers {
  private static final String SQL =
      """
      INSERT INTO player (id, display_name, credit_balance, created_at)
      SELECT id, display_name, credit_balance, created_at
      FROM unnest(?::uuid[], ?::text[], ?::int8[], ?::timestamptz[])
           AS p(id, display_name, credit_balance, created_at)
      """;

  private InsertPlayers() {}

  static Write of(Collection<Player> players) {
    return new Write(
        SQL,
        players.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, players, bound)
                .uuids(Player::id)
                .texts(Player::displayName)
                .integers(Player::creditBalance)
                .times(Player::createdAt)
                .bound());
  }
}
