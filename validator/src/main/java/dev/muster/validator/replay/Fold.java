package dev.muster.validator.replay;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Snapshot;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Decides one record after the other and holds each against what the database has of it.
final class Fold {
  /// What came of a record.
  sealed interface Outcome {
    /// As recorded. These players were registered, or their wallets moved.
    record Agreed(Set<UUID> players) implements Outcome {}

    /// Not its turn yet: another partition has to bring this player to where it was seen.
    record Waits(UUID player) implements Outcome {}

    /// Not as recorded.
    record Differs(Difference difference) implements Outcome {}
  }

  private static final int PROGRESS_COMMANDS = 50_000;
  private static final Outcome NOBODY_CHANGED = new Outcome.Agreed(Set.of());

  private final Decider decider = new Decider();
  private final FoldedWorld world = new FoldedWorld();
  private final Rows rows;
  private final Comparison comparison;
  private final FoldCounts counts = new FoldCounts();
  private final LongConsumer progress;

  /// @param progress told from time to time how many commands are folded
  Fold(Rows rows, LongConsumer progress) {
    this.rows = rows;
    this.progress = progress;
    this.comparison = new Comparison(rows);
  }

  FoldedWorld world() {
    return world;
  }

  FoldCounts counts() {
    return counts;
  }

  /// Decides a record if it is its turn.
  Outcome fold(Item item) throws SQLException {
    Recorded recorded = item.recorded();
    if (recorded == null) {
      return repeat(item);
    }
    for (Recorded.Movement movement : recorded.ledger()) {
      UUID playerId = movement.fields().playerId();
      if (playerId != null && !stands(playerId, movement.fields().balanceBefore())) {
        return new Outcome.Waits(playerId);
      }
    }
    return decided(item, recorded);
  }

  /// What is wrong with a record whose turn never came.
  ///
  /// @throws IllegalStateException if nothing is, which only a defect of this code can bring about
  Difference explain(Item item) throws SQLException {
    Recorded recorded = item.recorded();
    if (recorded == null) {
      throw new IllegalStateException("a repeat waits for nobody");
    }
    Difference difference = comparison.of(item, recorded, decide(item, recorded));
    if (difference != null) {
      return difference;
    }
    for (Recorded.Movement movement : recorded.ledger()) {
      LedgerFields fields = movement.fields();
      Player player = fields.playerId() == null ? null : world.player(fields.playerId());
      long balance = player == null ? 0 : player.creditBalance();
      if (balance != fields.balanceBefore()) {
        return new Difference(
            Words.of(item) + ", the wallet of player " + fields.playerId(),
            "balance " + balance + " before it",
            "balance %d before it (credit_transaction %d)"
                .formatted(fields.balanceBefore(), movement.id()));
      }
    }
    throw new IllegalStateException("nothing is wrong with " + Words.of(item));
  }

  private boolean stands(UUID playerId, long balance) {
    Player player = world.player(playerId);
    return player != null && player.creditBalance() == balance;
  }

  private Outcome decided(Item item, Recorded recorded) throws SQLException {
    Difference key = keyDifference(item);
    if (key != null) {
      return new Outcome.Differs(key);
    }
    Changes changes = decide(item, recorded);
    Difference difference = comparison.of(item, recorded, changes);
    if (difference == null) {
      return agreed(item, recorded, changes);
    }
    UUID playerId = walletOf(item.entry());
    if (playerId == null || !recorded.ledger().isEmpty()) {
      return new Outcome.Differs(difference);
    }
    Player player = world.player(playerId);
    if (player == null) {
      return new Outcome.Waits(playerId);
    }
    for (Optional<Player> seen : moments(item, recorded, player)) {
      Changes other = decide(item, recorded, playerId, seen);
      if (other.newPlayers().isEmpty()
          && other.changedPlayers().isEmpty()
          && comparison.of(item, recorded, other) == null) {
        counts.fromRows++;
        return agreed(item, recorded, other);
      }
    }
    return new Outcome.Differs(difference);
  }

  private List<Optional<Player>> moments(Item item, Recorded recorded, Player player)
      throws SQLException {
    // Whoever holds a seat was registered before, and a player's own partition knows since when.
    boolean maybeUnknown =
        item.envelope() != null
            && item.envelope().command() instanceof Enroll enroll
            && world.live(enroll.tournamentId(), enroll.playerId()) == null;
    return WalletMoments.of(
        player,
        maybeUnknown ? world.registeredAt(player.id()) : null,
        rows.movesOf(player.id()),
        item.place(),
        recorded.decidedAt());
  }

  private Outcome agreed(Item item, Recorded recorded, Changes changes) {
    world.apply(changes, recorded.decidedAt());
    counts.decided(item);
    if (counts.decided % PROGRESS_COMMANDS == 0) {
      progress.accept(counts.commands());
    }
    if (changes.newPlayers().isEmpty() && changes.changedPlayers().isEmpty()) {
      return NOBODY_CHANGED;
    }
    Set<UUID> players = new HashSet<>();
    changes.newPlayers().forEach(each -> players.add(each.id()));
    changes.changedPlayers().forEach(each -> players.add(each.id()));
    return new Outcome.Agreed(players);
  }

  private Changes decide(Item item, Recorded recorded) {
    return decide(item, recorded, snapshot(item, recorded));
  }

  /// The same with the wallet as it may have been.
  private Changes decide(Item item, Recorded recorded, UUID wallet, Optional<Player> seen) {
    return decide(item, recorded, with(snapshot(item, recorded), wallet, seen));
  }

  private Changes decide(Item item, Recorded recorded, Snapshot snapshot) {
    int partition = item.place().partition();
    return decider.decide(
        snapshot, new CommandBatch(partition, recorded.decidedAt(), List.of(item.entry())));
  }

  private Snapshot snapshot(Item item, Recorded recorded) {
    return switch (item.entry()) {
      case LogEntry.Request request -> snapshot(request.envelope(), item);
      case LogEntry.Undecidable _ -> Snapshot.EMPTY;
      case LogEntry.Malformed malformed -> taken(malformed, item, recorded);
    };
  }

  private Snapshot snapshot(CommandEnvelope envelope, Item item) {
    UUID key = envelope.idempotencyKey();
    UUID owner = item.keyOwner();
    return world.snapshot(
        envelope.command(), Set.of(), key == null || owner == null ? Map.of() : Map.of(key, owner));
  }

  /// Whether the name that a malformed record gives was taken before it.
  private static Snapshot taken(LogEntry.Malformed malformed, Item item, Recorded recorded) {
    UUID named = malformed.namedRequestId();
    Place elsewhere = item.elsewhere();
    return named == null
            || elsewhere == null
            || item.isBefore(elsewhere)
            || named.equals(recorded.decision().requestId())
        ? Snapshot.EMPTY
        : new Snapshot(Map.of(), Map.of(), Map.of(), Set.of(named), Map.of());
  }

  private static Snapshot with(Snapshot snapshot, UUID wallet, Optional<Player> seen) {
    Map<UUID, Player> players = new HashMap<>(snapshot.players());
    players.remove(wallet);
    seen.ifPresent(player -> players.put(wallet, player));
    return new Snapshot(
        snapshot.tournaments(), players, snapshot.live(), snapshot.decided(), snapshot.keyOwners());
  }

  private Outcome repeat(Item item) {
    Place elsewhere = item.elsewhere();
    if (elsewhere == null) {
      return new Outcome.Differs(
          new Difference(Words.of(item), "decided here", "no decision of it"));
    }
    if (item.isBefore(elsewhere)) {
      return new Outcome.Differs(
          new Difference(Words.of(item), "decided here", "decided later, at " + elsewhere));
    }
    counts.repeated(item);
    return NOBODY_CHANGED;
  }

  private static @Nullable Difference keyDifference(Item item) {
    if (!(item.entry() instanceof LogEntry.Request request)
        || request.envelope().idempotencyKey() == null) {
      return null;
    }
    UUID own = request.envelope().requestId();
    String where =
        "idempotency key %s of %s".formatted(request.envelope().idempotencyKey(), Words.of(item));
    UUID owner = item.keyOwner();
    if (owner == null) {
      return new Difference(where, "belongs to the first request that used it", "no such row");
    }
    Place place = item.keyOwnerPlace();
    if (owner.equals(own)) {
      return null;
    }
    if (place == null) {
      return new Difference(where, "belongs to a request that was decided", "belongs to " + owner);
    }
    return item.isBefore(place)
        ? new Difference(where, "belongs to " + own, "belongs to %s at %s".formatted(owner, place))
        : null;
  }

  private static @Nullable UUID walletOf(LogEntry entry) {
    if (!(entry instanceof LogEntry.Request request)) {
      return null;
    }
    Command command = request.envelope().command();
    return switch (command) {
      case Enroll enroll -> enroll.playerId();
      case Unenroll unenroll -> unenroll.playerId();
      case PlayerCommand of -> of.playerId();
      default -> null;
    };
  }
}
