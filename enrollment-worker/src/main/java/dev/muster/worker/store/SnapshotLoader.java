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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Loads what a batch can touch: locks first, in one order for everybody (the fence, idempotency
/// keys, tournaments, players, each by id), and reads only under the locks, so nothing is stale
/// from before a wait. Of players whose credits cannot move it is enough that they are there. A
/// step with nothing to do costs nothing.
public final class SnapshotLoader {
  private final Connection connection;
  private final Footprint footprint;
  private final Map<UUID, Tournament> tournaments = new HashMap<>();
  private final Map<Seat, Enrollment> live = new HashMap<>();
  private Map<UUID, UUID> keyOwners = Map.of();

  /// @param footprint names everything that is loaded
  public SnapshotLoader(Connection connection, Footprint footprint) {
    this.connection = connection;
    this.footprint = footprint;
  }

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

  /// Passes the fence and locks all but the players. Without the fence the locks are nobody's harm:
  /// they are taken in the order in which everybody does, and go with the transaction.
  ///
  /// @return false if the fence was moved by another: the transaction must be rolled back
  public boolean lock(Fence fence) throws SQLException {
    var keys = new ClaimIdempotencyKeys(footprint.keyClaims());
    RoundTrip.execute(
        connection,
        List.of(
            fence,
            keys,
            LockTournaments.of(footprint.tournaments(), tournaments),
            LoadLiveEnrollments.ofTournaments(footprint.cancelled(), live)));
    if (fence.passed()) {
      keyOwners = keys.owners(connection);
    }
    return fence.passed();
  }

  /// Locks the players and reads the rest.
  public Loaded load() throws SQLException {
    Set<UUID> wallets = footprint.wallets(tournaments);
    for (Enrollment cancelled : live.values()) {
      wallets.add(cancelled.playerId());
    }
    Set<UUID> others = new HashSet<>(footprint.players());
    others.removeAll(wallets);
    Map<UUID, Player> players = new HashMap<>();
    Set<UUID> decided = new HashSet<>();
    RoundTrip.execute(
        connection,
        List.of(
            LoadPlayers.locked(wallets, players),
            LoadPlayers.known(others, players),
            LoadLiveEnrollments.ofSeats(footprint.seats(), live),
            FindDecided.of(footprint.requestIds(), decided)));
    return new Loaded(new Snapshot(tournaments, players, live, decided, keyOwners), wallets);
  }
}
