package dev.muster.validator.replay;

import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Seat;
import dev.muster.worker.decision.Snapshot;
import dev.muster.worker.decision.Tournament;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the commands folded so far have come to, as far as the next ones can see it: tournaments,
/// wallets and live seats. Its size goes with those, not with the number of commands.
final class FoldedWorld {
  private final Map<UUID, Tournament> tournaments = new HashMap<>();
  private final Map<UUID, Player> players = new HashMap<>();
  private final Map<UUID, Instant> registeredAt = new HashMap<>();
  private final Map<UUID, Map<UUID, Enrollment>> live = new HashMap<>();
  private long enrollments;
  private long movements;

  /// What the core needs to decide a command.
  ///
  /// @param decided request ids that were decided before
  /// @param keyOwners by idempotency key
  Snapshot snapshot(Command command, Set<UUID> decided, Map<UUID, UUID> keyOwners) {
    return switch (command) {
      case DefineTournament define ->
          new Snapshot(found(define.tournamentId()), Map.of(), Map.of(), decided, keyOwners);
      case Enroll enroll -> seat(enroll.tournamentId(), enroll.playerId(), decided, keyOwners);
      case Unenroll leave -> seat(leave.tournamentId(), leave.playerId(), decided, keyOwners);
      case CancelTournament cancel -> everybody(cancel.tournamentId(), decided, keyOwners);
      case PlayerCommand of ->
          new Snapshot(Map.of(), wallet(of.playerId()), Map.of(), decided, keyOwners);
    };
  }

  private Snapshot seat(
      UUID tournamentId, UUID playerId, Set<UUID> decided, Map<UUID, UUID> keyOwners) {
    Enrollment held = live.getOrDefault(tournamentId, Map.of()).get(playerId);
    return new Snapshot(
        found(tournamentId),
        wallet(playerId),
        held == null ? Map.of() : Map.of(new Seat(tournamentId, playerId), held),
        decided,
        keyOwners);
  }

  private Snapshot everybody(UUID tournamentId, Set<UUID> decided, Map<UUID, UUID> keyOwners) {
    Map<Seat, Enrollment> seats = new HashMap<>();
    Map<UUID, Player> wallets = new HashMap<>();
    for (Enrollment each : live.getOrDefault(tournamentId, Map.of()).values()) {
      seats.put(new Seat(tournamentId, each.playerId()), each);
      wallets.putAll(wallet(each.playerId()));
    }
    return new Snapshot(found(tournamentId), wallets, seats, decided, keyOwners);
  }

  private Map<UUID, Tournament> found(UUID id) {
    Tournament tournament = tournaments.get(id);
    return tournament == null ? Map.of() : Map.of(id, tournament);
  }

  private Map<UUID, Player> wallet(UUID id) {
    Player player = players.get(id);
    return player == null ? Map.of() : Map.of(id, player);
  }

  /// Carries out what a command changes.
  ///
  /// @param decidedAt when it was decided
  void apply(Changes changes, Instant decidedAt) {
    changes.newTournaments().forEach(each -> tournaments.put(each.id(), each));
    changes.changedTournaments().forEach(each -> tournaments.put(each.id(), each));
    for (Player each : changes.newPlayers()) {
      players.put(each.id(), each);
      registeredAt.put(each.id(), decidedAt);
    }
    changes.changedPlayers().forEach(each -> players.put(each.id(), each));
    for (Enrollment ended : changes.cancelledEnrollments()) {
      Map<UUID, Enrollment> seats = live.getOrDefault(ended.tournamentId(), new HashMap<>());
      seats.remove(ended.playerId());
      if (seats.isEmpty()) {
        live.remove(ended.tournamentId());
      }
    }
    for (Enrollment begun : changes.newEnrollments()) {
      enrollments++;
      live.computeIfAbsent(begun.tournamentId(), _ -> new HashMap<>()).put(begun.playerId(), begun);
    }
    movements += changes.ledger().size();
  }

  @Nullable Player player(UUID id) {
    return players.get(id);
  }

  /// When a player's first registration was decided; null before it.
  @Nullable Instant registeredAt(UUID id) {
    return registeredAt.get(id);
  }

  Map<UUID, Tournament> tournaments() {
    return tournaments;
  }

  Map<UUID, Player> players() {
    return players;
  }

  /// Live enrollments, tournament by tournament.
  Collection<Map<UUID, Enrollment>> live() {
    return live.values();
  }

  /// Who holds a live seat; null if nobody does.
  @Nullable Enrollment live(UUID tournamentId, UUID playerId) {
    return live.getOrDefault(tournamentId, Map.of()).get(playerId);
  }

  /// Enrollments that ever began.
  long enrollments() {
    return enrollments;
  }

  /// Movements of credits.
  long movements() {
    return movements;
  }
}
