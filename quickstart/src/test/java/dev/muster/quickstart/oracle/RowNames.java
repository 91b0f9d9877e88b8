package dev.muster.quickstart.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What each row is called in a difference.
final class RowNames {
  private RowNames() {}

  static String decision(UUID requestId) {
    return "decision " + requestId;
  }

  static String tournament(UUID id) {
    return "tournament " + id;
  }

  static String player(UUID id) {
    return "player " + id;
  }

  static String enrollment(UUID id) {
    return "enrollment " + id;
  }

  /// Numbers the ledger rows of each player in the order in which they are asked for.
  static final class Ledger {
    private final Map<UUID, Integer> rows = new HashMap<>();

    String next(UUID playerId) {
      return "ledger of player " + playerId + ", row " + rows.merge(playerId, 1, Integer::sum);
    }
  }
}
