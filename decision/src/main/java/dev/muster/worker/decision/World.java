package dev.muster.worker.decision;

import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state inside one batch: the snapshot, overlaid with what the commands before have changed.
/// So a command sees the effects of its predecessors, and each row is written once at the end.
final class World {
  private final Snapshot snapshot;
  private final Map<UUID, Tournament> tournaments = new LinkedHashMap<>();
  private final Map<UUID, Player> players = new LinkedHashMap<>();
  private final Map<Seat, Enrollment> live;
  private final Map<UUID, Enrollment> made = new LinkedHashMap<>();
  private final Map<UUID, Enrollment> ended = new LinkedHashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final Set<UUID> decided;

  World(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.live = new HashMap<>(snapshot.live());
    this.decided = new HashSet<>(snapshot.decided());
  }

  @Nullable Tournament tournament(UUID id) {
    Tournament changed = tournaments.get(id);
    return changed != null ? changed : snapshot.tournaments().get(id);
  }

  void put(Tournament tournament) {
    tournaments.put(tournament.id(), tournament);
  }

  @Nullable Player player(UUID id) {
    Player changed = players.get(id);
    return changed != null ? changed : snapshot.players().get(id);
  }

  void put(Player player) {
    players.put(player.id(), player);
  }

  @Nullable Enrollment live(UUID tournamentId, UUID playerId) {
    return live.get(new Seat(tournamentId, playerId));
  }

  /// Everybody who is in, in an order that is the same on every replay.
  List<Enrollment> live(UUID tournamentId) {
    return live.values().stream()
        .filter(enrollment -> enrollment.tournamentId().equals(tournamentId))
        .sorted(Comparator.comparing(Enrollment::enrolledAt).thenComparing(Enrollment::id))
        .toList();
  }

  void begin(Enrollment enrollment) {
    live.put(new Seat(enrollment.tournamentId(), enrollment.playerId()), enrollment);
    made.put(enrollment.id(), enrollment);
  }

  void end(Enrollment cancelled) {
    live.remove(new Seat(cancelled.tournamentId(), cancelled.playerId()));
    // What this batch made is inserted in its final form; what it found is updated.
    if (made.replace(cancelled.id(), cancelled) == null) {
      ended.put(cancelled.id(), cancelled);
    }
  }

  void move(LedgerEntry entry) {
    ledger.add(entry);
  }

  boolean isDecided(UUID requestId) {
    return decided.contains(requestId);
  }

  boolean ownsKey(UUID requestId, UUID key) {
    return requestId.equals(snapshot.keyOwners().get(key));
  }

  void decided(Result result) {
    decided.add(result.header().requestId());
    results.add(result);
  }

  Changes changes() {
    List<Tournament> newTournaments = new ArrayList<>();
    List<Tournament> changedTournaments = new ArrayList<>();
    for (Tournament tournament : tournaments.values()) {
      boolean known = snapshot.tournaments().containsKey(tournament.id());
      (known ? changedTournaments : newTournaments).add(tournament);
    }
    List<Player> newPlayers = new ArrayList<>();
    List<Player> changedPlayers = new ArrayList<>();
    for (Player player : players.values()) {
      boolean known = snapshot.players().containsKey(player.id());
      (known ? changedPlayers : newPlayers).add(player);
    }
    return new Changes(
        results,
        newTournaments,
        changedTournaments,
        newPlayers,
        changedPlayers,
        made.values(),
        ended.values(),
        ledger);
  }
}
