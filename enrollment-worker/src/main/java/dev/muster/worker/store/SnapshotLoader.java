package dev.muster.worker.store;

import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Footprint;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Seat;
import dev.muster.worker.decision.Snapshot;
import dev.muster.worker.decision.Tournament;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Loads what a batch can touch: locks first, in one order for everybody (idempotency keys,
/// tournaments, players, each by id), and reads only under the locks, so nothing is stale from
/// before a wait. Players whose credits cannot move are read without one. A step with nothing to do
// costs nothing.
public final class SnapshotLoader {
  private SnapshotLoader() {}

  /// What a batch decides on.
  ///
  /// @param wallets players that are locked until the transaction ends; no other's row may change
  public record Loaded(Snapshot snapshot, Set<UUID> wallets) {
    /// Throws [IllegalStateException] if the changes touch a wallet that is not locked.
    public void requireLocked(Changes changes) {
      for (Player player : changes.changedPlayers()) {
        if (!wallets.contains(player.id())) {
          throw new IllegalStateException("player " + player.id() + " changes without its lock");
        }
      }
    }
  }

  /// Everything the batch's footprint names.
  public static Loaded load(Connection connection, Footprint footprint) throws SQLException {
    Map<UUID, UUID> keyOwners =
        footprint.keyClaims().isEmpty()
            ? Map.of()
            : ClaimIdempotencyKeys.execute(connection, footprint.keyClaims());
    Map<UUID, Tournament> tournaments =
        footprint.tournaments().isEmpty()
            ? Map.of()
            : LockTournaments.execute(connection, footprint.tournaments());

    Map<Seat, Enrollment> live = new HashMap<>();
    Set<UUID> wallets = footprint.wallets(tournaments);
    if (!footprint.cancelled().isEmpty()) {
      live.putAll(LoadLiveEnrollments.ofTournaments(connection, footprint.cancelled()));
      for (Enrollment enrollment : live.values()) {
        wallets.add(enrollment.playerId());
      }
    }
    Map<UUID, Player> players = new HashMap<>(LoadPlayers.locked(connection, wallets));
    Set<UUID> others = new HashSet<>(footprint.players());
    others.removeAll(wallets);
    players.putAll(LoadPlayers.unlocked(connection, others));

    if (!footprint.seats().isEmpty()) {
      live.putAll(LoadLiveEnrollments.ofSeats(connection, footprint.seats()));
    }
    Set<UUID> decided = FindDecided.execute(connection, footprint.requestIds());
    return new Loaded(new Snapshot(tournaments, players, live, decided, keyOwners), wallets);
  }
}
