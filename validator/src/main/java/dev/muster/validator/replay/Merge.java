package dev.muster.validator.replay;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts the partitions' records into one order that every partition and every wallet agree with.
///
/// Within a partition the order is the log's. Between partitions only wallets are shared, and the
/// number of a ledger row is given under its wallet's lock: so the records that moved credits are
/// taken by the number of their first movement. The others, whose order between partitions is not
/// recorded, are taken by the moment of their decision. One that finds a player not yet where it
/// was seen waits until another partition has brought the player there.
final class Merge {
  /// The records of one partition, in their order.
  interface Source {
    /// The next one; null at the end.
    @Nullable Item next() throws SQLException;
  }

  private record Head(Source source, Item item) {
    boolean moves() {
      Recorded recorded = item.recorded();
      return recorded != null && !recorded.ledger().isEmpty();
    }

    long firstMovement() {
      Recorded recorded = item.recorded();
      return recorded == null ? Long.MAX_VALUE : recorded.firstMovement();
    }

    /// Nobody has to wait for a repeat.
    Instant decidedAt() {
      Recorded recorded = item.recorded();
      return recorded == null ? Instant.MIN : recorded.decidedAt();
    }
  }

  private final Fold fold;
  private final PriorityQueue<Head> moving =
      new PriorityQueue<>(Comparator.comparingLong(Head::firstMovement));
  private final PriorityQueue<Head> quiet =
      new PriorityQueue<>(Comparator.comparing(Head::decidedAt));
  private final Map<UUID, List<Head>> waiting = new HashMap<>();
  private final MovementOrder movements;

  Merge(Fold fold, Rows rows) {
    this.fold = fold;
    this.movements = new MovementOrder(rows);
  }

  /// Folds everything.
  ///
  /// @return the first difference; null if there is none
  @Nullable Difference run(List<? extends Source> sources) throws SQLException {
    for (Source source : sources) {
      advance(source);
    }
    for (Head head = pick(); head != null; head = pick()) {
      long begun = System.nanoTime();
      Fold.Outcome outcome = fold.fold(head.item());
      fold.counts().nanos += System.nanoTime() - begun;
      switch (outcome) {
        case Fold.Outcome.Agreed agreed -> {
          moved(head);
          wake(agreed.players());
          advance(head.source());
        }
        case Fold.Outcome.Waits waits -> {
          waiting.computeIfAbsent(waits.player(), _ -> new ArrayList<>()).add(head);
        }
        case Fold.Outcome.Differs differs -> {
          return differs.difference();
        }
      }
    }
    Head stuck =
        waiting.values().stream()
            .flatMap(List::stream)
            .min(Comparator.comparing(Head::decidedAt))
            .orElse(null);
    return stuck == null ? null : fold.explain(stuck.item());
  }

  /// A movement is taken when all before it are. One that is not there yet is behind a record that
  /// moved nothing.
  private @Nullable Head pick() throws SQLException {
    Head mover = moving.peek();
    Head other = quiet.peek();
    if (mover == null) {
      return quiet.poll();
    }
    if (other == null) {
      // What is before it belongs to no command, or to one that waits for what never comes.
      movements.skipTo(mover.firstMovement());
      return moving.poll();
    }
    boolean next = mover.firstMovement() <= movements.next();
    return next && other.decidedAt().isAfter(mover.decidedAt()) ? moving.poll() : quiet.poll();
  }

  private void moved(Head head) {
    Recorded recorded = head.item().recorded();
    if (recorded != null) {
      movements.folded(recorded);
    }
  }

  private void advance(Source source) throws SQLException {
    Item next = source.next();
    if (next != null) {
      queue(new Head(source, next));
    }
  }

  private void queue(Head head) {
    (head.moves() ? moving : quiet).add(head);
  }

  private void wake(Set<UUID> players) {
    for (UUID player : players) {
      List<Head> woken = waiting.remove(player);
      if (woken != null) {
        woken.forEach(this::queue);
      }
    }
  }
}
