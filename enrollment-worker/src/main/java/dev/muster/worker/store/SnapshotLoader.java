package dev.muster.worker.store;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Footprint;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Seat;
import dev.muster.worker.decision.Snapshot;
import dev.muster.worker.decision.Tournament;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Loads what a batch can touch: locks first, in one order for everybody (idempotency keys,
/// tournaments, players, each by id), and reads only under the locks, so nothing is stale from
/// before a wait. A step with nothing to do costs nothing.
public final class SnapshotLoader {
  private SnapshotLoader() {}

  /// Everything the batch's footprint names, locked until the transaction ends.
  public static Snapshot load(Connection connection, Footprint footprint) throws SQLException {
    Map<UUID, UUID> keyOwners =
        footprint.keyClaims().isEmpty()
            ? Map.of()
            : ClaimIdempotencyKeys.execute(connection, footprint.keyClaims());
    Map<UUID, Tournament> tournaments =
        footprint.tournaments().isEmpty()
            ? Map.of()
            : LockTournaments.execute(connection, footprint.tournaments());

    Map<Seat, Enrollment> live = new HashMap<>();
    Set<UUID> playerIds = footprint.players();
    if (!footprint.cancelled().isEmpty()) {
      live.putAll(LoadLiveEnrollments.ofTournaments(connection, footprint.cancelled()));
      playerIds = new TreeSet<>(playerIds);
      for (Enrollment enrollment : live.values()) {
        playerIds.add(enrollment.playerId());
      }
    }
    Map<UUID, Player> players =
        playerIds.isEmpty() ? Map.of() : LockPlayers.execute(connection, playerIds);

    if (!footprint.seats().isEmpty()) {
      live.putAll(LoadLiveEnrollments.ofSeats(connection, footprint.seats()));
    }
    Set<UUID> decided = FindDecided.execute(connection, footprint.requestIds());
    return new Snapshot(tournaments, players, live, decided, keyOwners);
  }
}
