package dev.muster.worker.store;

import dev.muster.worker.decision.Player;
import java.util.Collection;

/// Writes the final names and balances of players that the batch holds locked.
final class UpdatePlayers {
  private static final String SQL =
      """
      UPDATE player p
      SET display_name = c.display_name, credit_balance = c.credit_balance
      FROM unnest(?::uuid[], ?::text[], ?::int8[]) AS c(id, display_name, credit_balance)
      WHERE p.id = c.id
      """;

  private UpdatePlayers() {}

  static Write of(Collection<Player> players) {
    return new Write(
        SQL,
        players.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, players, bound)
                .uuids(Player::id)
                .texts(Player::displayName)
                .integers(Player::creditBalance)
                .bound());
  }
}
