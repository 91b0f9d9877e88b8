package dev.muster.worker.decision;

import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.result.Result;
import dev.muster.worker.scenario.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The core and the naive model on the same log: after every batch they have given the same answers
/// and hold the same rows, and every invariant holds.
final class Duel {
  private final Decider decider;
  private final InMemoryWorld world;
  private final NaiveModel model;

  Duel(Decider decider) {
    this(decider, new InMemoryWorld(), new NaiveModel());
  }

  private Duel(Decider decider, InMemoryWorld world, NaiveModel model) {
    this.decider = decider;
    this.world = world;
    this.model = model;
  }

  Duel copy() {
    return new Duel(decider, world.copy(), model.copy());
  }

  InMemoryWorld world() {
    return world;
  }

  /// Lets both play a batch.
  ///
  /// @throws AssertionError at the first difference or broken invariant
  /// @throws IllegalStateException if the changes do not fit the rows
  void play(CommandBatch batch) {
    Changes changes = decider.decide(world.snapshot(batch), batch);
    world.apply(batch, changes);
    int before = model.answers.size();
    batch.entries().forEach(model::play);
    compareAnswers(changes.results(), before);
    compareTournaments();
    comparePlayers();
    compareRows();
    compareLedger();
    Invariants.verify(world);
  }

  private void compareAnswers(List<Result> results, int before) {
    var expected = model.answers.entrySet().stream().skip(before).iterator();
    for (Result result : results) {
      Map.Entry<UUID, Answer> next = expected.hasNext() ? expected.next() : null;
      same("request", next == null ? null : next.getKey(), result.header().requestId());
      same("answer", next == null ? null : next.getValue(), Answer.of(result));
    }
    same("undecided", false, expected.hasNext());
  }

  private void compareTournaments() {
    same("tournaments", model.definitions.keySet(), world.tournaments().keySet());
    for (DefineTournament definition : model.definitions.values()) {
      UUID id = definition.tournamentId();
      boolean cancelled = model.cancelled.contains(id);
      Tournament row = Objects.requireNonNull(world.tournaments().get(id));
      same("name", definition.name(), row.name());
      same("capacity", definition.capacity(), row.capacity());
      same("fee", definition.feeCredits(), row.feeCredits());
      same("status", cancelled ? TournamentStatus.CANCELLED : definition.status(), row.status());
      same("opens", definition.opensAt(), row.opensAt());
      same("closes", definition.closesAt(), row.closesAt());
      same("refund policy", definition.refundPolicy(), row.refundPolicy());
      same("enrolled", model.seatsTaken(id), row.enrolledCount());
      same("cancelled", cancelled, row.cancelReason() != null);
    }
  }

  private void comparePlayers() {
    same("players", model.names.keySet(), world.players().keySet());
    for (Player row : world.players().values()) {
      same("name", model.names.get(row.id()), Optional.ofNullable(row.displayName()));
      same("balance", model.balance(row.id()), row.creditBalance());
    }
  }

  private void compareRows() {
    List<Enrollment> rows = world.enrollments();
    same("enrollments", model.rows.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      NaiveModel.Row expected = model.rows.get(i);
      Enrollment row = rows.get(i);
      Enrollment.Cancellation end = row.cancellation();
      same("enrolled by", expected.request(), row.requestId());
      same("tournament", expected.tournament(), row.tournamentId());
      same("player", expected.player(), row.playerId());
      same("charged", expected.paid(), row.feeCharged());
      same("came", expected.came(), row.enrolledAt());
      same("left", expected.left(), end == null ? null : end.at());
      same("refunded", expected.back(), end == null ? null : end.refund());
    }
  }

  /// In each player's order; of a cancellation's refunds to several players any may be first.
  private void compareLedger() {
    same("movements", model.movements.size(), world.ledger().size());
    var expectedOnes = new ArrayList<>(model.movements);
    var rows = new ArrayList<>(world.ledger());
    expectedOnes.sort(Comparator.comparing(NaiveModel.Movement::player));
    rows.sort(Comparator.comparing(LedgerEntry::playerId));
    for (int i = 0; i < rows.size(); i++) {
      NaiveModel.Movement expected = expectedOnes.get(i);
      LedgerEntry row = rows.get(i);
      UUID enrollment = expected.row() == null ? null : Enrollment.idFor(expected.row());
      same("moved for", expected.player(), row.playerId());
      same("amount", expected.amount(), row.amount());
      same("kind", expected.kind(), row.kind().name());
      same("enrollment", enrollment, row.enrollmentId());
      same("moved by", expected.request(), row.requestId());
    }
  }

  private static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + actual);
    }
  }
}
