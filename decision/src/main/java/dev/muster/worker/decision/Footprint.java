package dev.muster.worker.decision;

import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.util.HashMap;
import java.util.HashSet;
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
/// @param reshaped tournaments that get anything but requests for a seat: one may come free
/// @param commanded players whom a command of their own is about
/// @param keyClaims each idempotency key with the first request of the batch that uses it
public record Footprint(
    Set<UUID> tournaments,
    Set<UUID> players,
    Set<UUID> cancelled,
    Set<UUID> reshaped,
    Set<UUID> commanded,
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
            new HashSet<>(),
            new HashSet<>(),
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
      case DefineTournament define -> {
        tournaments.add(define.tournamentId());
        reshaped.add(define.tournamentId());
      }
      case Enroll enroll -> addSeat(enroll.tournamentId(), enroll.playerId());
      case Unenroll unenroll -> {
        addSeat(unenroll.tournamentId(), unenroll.playerId());
        reshaped.add(unenroll.tournamentId());
      }
      case CancelTournament cancel -> {
        tournaments.add(cancel.tournamentId());
        cancelled.add(cancel.tournamentId());
        reshaped.add(cancel.tournamentId());
      }
      case RegisterPlayer register -> addPlayer(register.playerId());
      case GrantCredits grant -> addPlayer(grant.playerId());
    }
  }

  private void addSeat(UUID tournamentId, UUID playerId) {
    tournaments.add(tournamentId);
    players.add(playerId);
    seats.add(new Seat(tournamentId, playerId));
  }

  private void addPlayer(UUID id) {
    players.add(id);
    commanded.add(id);
  }

  /// The players whose rows this batch can change, in lock order. Whoever only asks for seats where
  /// there is none to be had before the batch ends is not among them: of those it is enough to know
  /// that they are there.
  ///
  /// @param found the batch's tournaments as they stand before it, those that exist
  public Set<UUID> wallets(Map<UUID, Tournament> found) {
    Set<UUID> wallets = new TreeSet<>(commanded);
    for (Seat seat : seats) {
      Tournament tournament = found.get(seat.tournamentId());
      boolean hasSeats =
          tournament != null
              && tournament.status() == TournamentStatus.OPEN
              && tournament.enrolledCount() < tournament.capacity();
      if (hasSeats || reshaped.contains(seat.tournamentId())) {
        wallets.add(seat.playerId());
      }
    }
    return wallets;
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
