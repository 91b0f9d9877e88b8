package dev.muster.worker.decision;

import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.TournamentCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import dev.muster.worker.decision.LedgerEntry.Kind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides a batch.
///
/// The entries are taken one by one in offset order. Each is refused with the first [Rules] reason
/// that applies, or carried out on the [World], where the next one sees it. A request that has a
/// decision already is passed over: it was answered, and a repeat changes nothing. The outcome
/// depends on the snapshot and the batch alone, so folding the log again gives the same rows.
public final class Decider {
  private final Rules rules;

  public Decider() {
    this(new Rules());
  }

  Decider(Rules rules) {
    this.rules = rules;
  }

  /// What the batch changes.
  ///
  /// @param snapshot must cover the batch's [Footprint]
  /// @throws RuntimeException only for a defect of this code
  public Changes decide(Snapshot snapshot, CommandBatch batch) {
    var world = new World(snapshot);
    for (LogEntry entry : batch.entries()) {
      switch (entry) {
        case LogEntry.Request request -> decide(world, batch, request);
        case LogEntry.Malformed malformed -> refuse(world, batch, malformed);
        case LogEntry.Undecidable undecidable -> {
          CommandEnvelope envelope = undecidable.envelope();
          if (!world.isDecided(envelope.requestId())) {
            ResultHeader header = header(batch, undecidable, envelope);
            world.decided(new Rejected(header, RejectionReason.FAILED, null));
          }
        }
      }
    }
    return world.changes();
  }

  private void decide(World world, CommandBatch batch, LogEntry.Request entry) {
    CommandEnvelope envelope = entry.envelope();
    if (world.isDecided(envelope.requestId())) {
      return;
    }
    ResultHeader header = header(batch, entry, envelope);
    UUID key = envelope.idempotencyKey();
    Result result =
        key != null && !world.ownsKey(envelope.requestId(), key)
            ? new Rejected(header, RejectionReason.IDEMPOTENCY_KEY_REUSED, null)
            : switch (envelope.command()) {
              case DefineTournament define -> define(world, header, define);
              case Enroll enroll -> enroll(world, header, enroll);
              case Unenroll unenroll -> unenroll(world, header, unenroll);
              case CancelTournament cancel -> cancel(world, header, cancel);
              case RegisterPlayer register -> register(world, header, register);
              case GrantCredits grant -> grant(world, header, grant);
            };
    world.decided(result);
  }

  private Result define(World world, ResultHeader header, DefineTournament define) {
    Tournament tournament = world.tournament(define.tournamentId());
    RejectionReason reason = rules.define(define, tournament);
    if (reason != null) {
      return new Rejected(header, reason, null);
    }
    world.put(Tournament.define(define, tournament, header.submittedAt()));
    return new Accepted(header, null, null);
  }

  private Result enroll(World world, ResultHeader header, Enroll enroll) {
    Tournament tournament = world.tournament(enroll.tournamentId());
    Player player = world.player(enroll.playerId());
    Enrollment live = world.live(enroll.tournamentId(), enroll.playerId());
    Instant at = header.submittedAt();
    RejectionReason reason = rules.enroll(enroll, tournament, player, live, at);
    if (reason != null || tournament == null || player == null) {
      return new Rejected(header, required(reason), null);
    }
    long fee = tournament.feeCredits();
    UUID id = Enrollment.idFor(header.requestId());
    world.put(tournament.withEnrolledCount(tournament.enrolledCount() + 1));
    world.begin(
        new Enrollment(id, tournament.id(), player.id(), fee, header.requestId(), at, null));
    long balance = move(world, header, player, -fee, Kind.ENROLLMENT_FEE, id, null);
    return new Enrolled(header, id, fee, balance);
  }

  private Result unenroll(World world, ResultHeader header, Unenroll unenroll) {
    Tournament tournament = world.tournament(unenroll.tournamentId());
    Enrollment live = world.live(unenroll.tournamentId(), unenroll.playerId());
    RejectionReason reason = rules.unenroll(tournament, live);
    if (reason != null || tournament == null || live == null) {
      return new Rejected(header, required(reason), null);
    }
    Instant at = header.submittedAt();
    long refund = tournament.refundPolicy().refundOf(live.feeCharged(), at);
    world.put(tournament.withEnrolledCount(tournament.enrolledCount() - 1));
    world.end(live.cancelled(refund, at));
    Player player = enrolledPlayer(world, live);
    long balance = move(world, header, player, refund, Kind.UNENROLLMENT_REFUND, live.id(), null);
    return new Unenrolled(header, live.id(), refund, balance);
  }

  private Result cancel(World world, ResultHeader header, CancelTournament cancel) {
    Tournament tournament = world.tournament(cancel.tournamentId());
    RejectionReason reason = rules.cancel(tournament);
    if (reason != null || tournament == null) {
      return new Rejected(header, required(reason), null);
    }
    Instant at = header.submittedAt();
    long refunded = 0;
    for (Enrollment live : world.live(tournament.id())) {
      long refund = live.feeCharged();
      refunded += refund;
      world.end(live.cancelled(refund, at));
      Player player = enrolledPlayer(world, live);
      move(world, header, player, refund, Kind.CANCELLATION_REFUND, live.id(), null);
    }
    world.put(tournament.cancelled(cancel.reason(), at));
    return new Accepted(header, refunded, null);
  }

  private static Result register(World world, ResultHeader header, RegisterPlayer register) {
    Player player = world.player(register.playerId());
    world.put(
        new Player(
            register.playerId(),
            register.displayName(),
            player == null ? 0 : player.creditBalance(),
            player == null ? header.submittedAt() : player.createdAt()));
    return new Accepted(header, null, null);
  }

  private Result grant(World world, ResultHeader header, GrantCredits grant) {
    Player player = world.player(grant.playerId());
    RejectionReason reason = rules.grant(grant, player);
    if (reason != null || player == null) {
      return new Rejected(header, required(reason), null);
    }
    long balance = move(world, header, player, grant.amount(), Kind.GRANT, null, grant.reason());
    return new Accepted(header, null, balance);
  }

  /// Moves credits and writes the ledger; nothing is written for an amount of 0.
  private static long move(
      World world,
      ResultHeader header,
      Player player,
      long amount,
      Kind kind,
      @Nullable UUID enrollmentId,
      @Nullable String reason) {
    long balance = Math.addExact(player.creditBalance(), amount);
    if (amount != 0) {
      world.put(player.withBalance(balance));
      world.move(
          new LedgerEntry(
              player.id(),
              amount,
              balance,
              kind,
              enrollmentId,
              header.requestId(),
              reason,
              header.submittedAt()));
    }
    return balance;
  }

  private static void refuse(World world, CommandBatch batch, LogEntry.Malformed entry) {
    UUID named = entry.namedRequestId();
    // A name that is taken is not this record's: its outcome is stored under its place on the log.
    UUID id = named == null || world.isDecided(named) ? entry.positionalId() : named;
    if (!world.isDecided(id)) {
      var header =
          new ResultHeader(
              id, null, null, null, entry.appendedAt(), batch.decidedAt(), position(batch, entry));
      world.decided(new Rejected(header, RejectionReason.MALFORMED_COMMAND, entry.detail()));
    }
  }

  private static Player enrolledPlayer(World world, Enrollment enrollment) {
    Player player = world.player(enrollment.playerId());
    if (player == null) {
      throw new IllegalStateException("player of enrollment " + enrollment.id() + " not loaded");
    }
    return player;
  }

  private static RejectionReason required(@Nullable RejectionReason reason) {
    if (reason == null) {
      throw new IllegalStateException("carried out without what it needs");
    }
    return reason;
  }

  private static ResultHeader header(CommandBatch batch, LogEntry entry, CommandEnvelope envelope) {
    Command command = envelope.command();
    UUID tournamentId = command instanceof TournamentCommand t ? t.tournamentId() : null;
    UUID playerId =
        switch (command) {
          case Enroll enroll -> enroll.playerId();
          case Unenroll unenroll -> unenroll.playerId();
          case PlayerCommand player -> player.playerId();
          case DefineTournament _, CancelTournament _ -> null;
        };
    return new ResultHeader(
        envelope.requestId(),
        command.type(),
        tournamentId,
        playerId,
        entry.appendedAt(),
        batch.decidedAt(),
        position(batch, entry));
  }

  private static LogPosition position(CommandBatch batch, LogEntry entry) {
    return new LogPosition(batch.partition(), entry.offset());
  }
}
