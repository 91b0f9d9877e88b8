package dev.muster.worker.decision;

import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Everything a batch can touch, known before anything is read: what to lock and what to load.
///
/// @param tournaments ids in lock order
/// @param players ids in lock order, without those that only a cancellation reaches
/// @param cancelled tournaments whose live enrollments are all needed
/// @param keyClaims each idempotency key with the first request of the batch that uses it
public record Footprint(
    Set<UUID> tournaments,
    Set<UUID> players,
    Set<UUID> cancelled,
    SequencedSet<Seat> seats,
    SequencedSet<UUID> requestIds,
    SequencedMap<UUID, UUID> keyClaims) {

  /// Reads a batch once.
  public static Footprint of(CommandBatch batch) {
    var footprint =
        new Footprint(
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashMap<>());
    for (LogEntry entry : batch.entries()) {
      switch (entry) {
        case LogEntry.Request request -> footprint.add(request.envelope());
        case LogEntry.Undecidable undecidable ->
            footprint.requestIds.add(undecidable.envelope().requestId());
        case LogEntry.Malformed malformed -> {
          if (malformed.namedRequestId() != null) {
            footprint.requestIds.add(malformed.namedRequestId());
          }
          footprint.requestIds.add(malformed.positionalId());
        }
      }
    }
    return footprint;
  }

  private void add(CommandEnvelope envelope) {
    requestIds.add(envelope.requestId());
    if (envelope.idempotencyKey() != null) {
      keyClaims.putIfAbsent(envelope.idempotencyKey(), envelope.requestId());
    }
    Command command = envelope.command();
    switch (command) {
      case DefineTournament define -> tournaments.add(define.tournamentId());
      case Enroll enroll -> addSeat(enroll.tournamentId(), enroll.playerId());
      case Unenroll unenroll -> addSeat(unenroll.tournamentId(), unenroll.playerId());
      case CancelTournament cancel -> {
        tournaments.add(cancel.tournamentId());
        cancelled.add(cancel.tournamentId());
      }
      case RegisterPlayer register -> players.add(register.playerId());
      case GrantCredits grant -> players.add(grant.playerId());
    }
  }

  private void addSeat(UUID tournamentId, UUID playerId) {
    tournaments.add(tournamentId);
    players.add(playerId);
    seats.add(new Seat(tournamentId, playerId));
  }

  /// Who owns each key of the batch once its claims are made, for a world that is not the database.
  ///
  /// @param known the owners of those keys that were used before
  public Map<UUID, UUID> keyOwners(Map<UUID, UUID> known) {
    var owners = new HashMap<>(keyClaims);
    owners.replaceAll((key, claimant) -> known.getOrDefault(key, claimant));
    return owners;
  }
}
