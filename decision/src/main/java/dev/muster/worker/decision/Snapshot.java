package dev.muster.worker.decision;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What the database holds of everything a batch can touch, read under its locks. The decision only
/// reads it.
///
/// @param live live enrollments: of every seat the batch names, and all of every tournament that
///     the batch would cancel
/// @param decided those of the batch's request ids that have a decision already
/// @param keyOwners for every idempotency key of the batch the request it belongs to
public record Snapshot(
    Map<UUID, Tournament> tournaments,
    Map<UUID, Player> players,
    Map<Seat, Enrollment> live,
    Set<UUID> decided,
    Map<UUID, UUID> keyOwners) {

  /// An empty world.
  public static final Snapshot EMPTY =
      new Snapshot(Map.of(), Map.of(), Map.of(), Set.of(), Map.of());
}
