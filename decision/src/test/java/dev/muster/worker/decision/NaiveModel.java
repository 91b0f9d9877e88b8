package dev.muster.worker.decision;

import static dev.muster.schemas.result.RequestStatus.ACCEPTED;
import static dev.muster.schemas.result.RequestStatus.ENROLLED;
import static dev.muster.schemas.result.RequestStatus.UNENROLLED;

import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.worker.scenario.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules a second time, as naive as can be, written from the words of the specification and not
/// from the core: one command at a time, no batches, no counters. Seats taken are counted, balances
/// are summed up, each time anew. Of the core it knows only the form of a log entry.
public final class NaiveModel {
  /// One seat in the history.
  record Row(
      UUID request,
      UUID tournament,
      UUID player,
      long paid,
      Instant came,
      @Nullable Instant left,
      @Nullable Long back) {}

  /// One movement of credits.
  ///
  /// @param row the request of the seat that was paid or refunded, or null
  record Movement(UUID player, long amount, String kind, @Nullable UUID row, UUID request) {}

  final Map<UUID, DefineTournament> definitions = new HashMap<>();
  final Set<UUID> cancelled = new HashSet<>();
  final Map<UUID, Optional<String>> names = new HashMap<>();
  final List<Row> rows = new ArrayList<>();
  final List<Movement> movements = new ArrayList<>();
  final Map<UUID, Answer> answers = new LinkedHashMap<>();
  private final Map<UUID, UUID> keys = new HashMap<>();

  /// What each request came to: the reason it was refused for, or else its status.
  public Map<UUID, String> outcomes() {
    Map<UUID, String> outcomes = new LinkedHashMap<>();
    answers.forEach(
        (id, answer) ->
            outcomes.put(id, (answer.reason() == null ? answer.status() : answer.reason()).name()));
    return outcomes;
  }

  NaiveModel copy() {
    var copy = new NaiveModel();
    copy.definitions.putAll(definitions);
    copy.cancelled.addAll(cancelled);
    copy.names.putAll(names);
    copy.rows.addAll(rows);
    copy.movements.addAll(movements);
    copy.answers.putAll(answers);
    copy.keys.putAll(keys);
    return copy;
  }

  /// Reads one record of the log.
  public void play(LogEntry entry) {
    switch (entry) {
      case LogEntry.Malformed garbage -> {
        UUID named = garbage.namedRequestId();
        UUID id = named == null || answers.containsKey(named) ? garbage.positionalId() : named;
        answers.putIfAbsent(id, no(RejectionReason.MALFORMED_COMMAND));
      }
      case LogEntry.Undecidable failed ->
          answers.putIfAbsent(failed.envelope().requestId(), no(RejectionReason.FAILED));
      case LogEntry.Request request -> {
        UUID id = request.envelope().requestId();
        UUID key = request.envelope().idempotencyKey();
        if (key != null) {
          keys.putIfAbsent(key, id);
        }
        if (!answers.containsKey(id)) {
          boolean reused = key != null && !id.equals(keys.get(key));
          answers.put(
              id, reused ? no(RejectionReason.IDEMPOTENCY_KEY_REUSED) : answer(request, id));
        }
      }
    }
  }

  private Answer answer(LogEntry.Request request, UUID id) {
    Instant now = request.appendedAt();
    return switch (request.envelope().command()) {
      case DefineTournament define -> define(define);
      case RegisterPlayer register -> {
        names.put(register.playerId(), Optional.ofNullable(register.displayName()));
        yield new Answer(ACCEPTED, null, null, null, null);
      }
      case GrantCredits grant -> grant(grant, id);
      case Enroll enroll -> enroll(enroll, id, now);
      case Unenroll unenroll -> unenroll(unenroll, id, now);
      case CancelTournament cancel -> cancel(cancel, id, now);
    };
  }

  private Answer define(DefineTournament define) {
    UUID tournament = define.tournamentId();
    if (isFinal(tournament)) {
      return no(RejectionReason.TOURNAMENT_FINISHED);
    }
    if (seatsTaken(tournament) > define.capacity()) {
      return no(RejectionReason.CAPACITY_BELOW_ENROLLED);
    }
    definitions.put(tournament, define);
    return new Answer(ACCEPTED, null, null, null, null);
  }

  private Answer grant(GrantCredits grant, UUID id) {
    UUID player = grant.playerId();
    if (!names.containsKey(player)) {
      return no(RejectionReason.PLAYER_NOT_FOUND);
    }
    if (balance(player) + grant.amount() > 1_000_000_000_000_000L) {
      return no(RejectionReason.BALANCE_LIMIT_EXCEEDED);
    }
    movements.add(new Movement(player, grant.amount(), "GRANT", null, id));
    return new Answer(ACCEPTED, null, null, null, balance(player));
  }

  private Answer enroll(Enroll enroll, UUID id, Instant now) {
    UUID player = enroll.playerId();
    UUID tournament = enroll.tournamentId();
    DefineTournament definition = definitions.get(tournament);
    if (definition == null) {
      return no(RejectionReason.TOURNAMENT_NOT_FOUND);
    }
    boolean tooEarly = definition.opensAt() != null && now.compareTo(definition.opensAt()) < 0;
    boolean tooLate = definition.closesAt() != null && now.compareTo(definition.closesAt()) >= 0;
    boolean open = definition.status() == TournamentStatus.OPEN && !cancelled.contains(tournament);
    if (!open || tooEarly || tooLate) {
      return no(RejectionReason.TOURNAMENT_NOT_OPEN);
    }
    long price = definition.feeCredits();
    if (enroll.maxFeeCredits() != null && price > enroll.maxFeeCredits()) {
      return no(RejectionReason.FEE_ABOVE_LIMIT);
    }
    if (!names.containsKey(player)) {
      return no(RejectionReason.PLAYER_NOT_FOUND);
    }
    if (find(tournament, player) != null) {
      return no(RejectionReason.ALREADY_ENROLLED);
    }
    if (seatsTaken(tournament) == definition.capacity()) {
      return no(RejectionReason.TOURNAMENT_FULL);
    }
    if (balance(player) < price) {
      return no(RejectionReason.INSUFFICIENT_CREDITS);
    }
    rows.add(new Row(id, tournament, player, price, now, null, null));
    if (price > 0) {
      movements.add(new Movement(player, -price, "ENROLLMENT_FEE", id, id));
    }
    return new Answer(ENROLLED, null, price, null, balance(player));
  }

  private Answer unenroll(Unenroll unenroll, UUID id, Instant now) {
    UUID player = unenroll.playerId();
    DefineTournament definition = definitions.get(unenroll.tournamentId());
    if (definition == null) {
      return no(RejectionReason.TOURNAMENT_NOT_FOUND);
    }
    Row row = find(unenroll.tournamentId(), player);
    if (row == null) {
      return no(RejectionReason.NOT_ENROLLED);
    }
    if (definition.status() != TournamentStatus.OPEN
        && definition.status() != TournamentStatus.CLOSED) {
      return no(RejectionReason.UNENROLLMENT_CLOSED);
    }
    Instant fullUntil = definition.refundPolicy().fullUntil();
    boolean full = fullUntil == null || now.compareTo(fullUntil) < 0;
    long percent = full ? 100 : definition.refundPolicy().percentAfter();
    long back = row.paid() * percent / 100;
    leave(row, back, "UNENROLLMENT_REFUND", id, now);
    return new Answer(UNENROLLED, null, null, back, balance(player));
  }

  private Answer cancel(CancelTournament cancel, UUID id, Instant now) {
    UUID tournament = cancel.tournamentId();
    if (!definitions.containsKey(tournament)) {
      return no(RejectionReason.TOURNAMENT_NOT_FOUND);
    }
    if (isFinal(tournament)) {
      return no(RejectionReason.TOURNAMENT_FINISHED);
    }
    long total = 0;
    for (Row row : List.copyOf(rows)) {
      if (row.tournament().equals(tournament) && row.left() == null) {
        total += row.paid();
        leave(row, row.paid(), "CANCELLATION_REFUND", id, now);
      }
    }
    cancelled.add(tournament);
    return new Answer(ACCEPTED, null, null, total, null);
  }

  private void leave(Row row, long back, String kind, UUID id, Instant now) {
    rows.set(
        rows.indexOf(row),
        new Row(row.request(), row.tournament(), row.player(), row.paid(), row.came(), now, back));
    if (back > 0) {
      movements.add(new Movement(row.player(), back, kind, row.request(), id));
    }
  }

  boolean isFinal(UUID tournament) {
    DefineTournament definition = definitions.get(tournament);
    return cancelled.contains(tournament)
        || (definition != null && definition.status() == TournamentStatus.COMPLETED);
  }

  /// Seats of a tournament that are taken, counted anew.
  public int seatsTaken(UUID tournament) {
    int taken = 0;
    for (Row row : rows) {
      if (row.left() == null && row.tournament().equals(tournament)) {
        taken++;
      }
    }
    return taken;
  }

  /// Credits of a player, summed up anew.
  public long balance(UUID player) {
    long sum = 0;
    for (Movement movement : movements) {
      if (movement.player().equals(player)) {
        sum += movement.amount();
      }
    }
    return sum;
  }

  private @Nullable Row find(UUID tournament, UUID player) {
    for (Row row : rows) {
      boolean same = row.tournament().equals(tournament) && row.player().equals(player);
      if (same && row.left() == null) {
        return row;
      }
    }
    return null;
  }

  private static Answer no(RejectionReason reason) {
    return Answer.rejected(reason);
  }
}
