package dev.muster.validator.replay;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.validator.replay.Recorded.Movement;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A log of any length that needs no memory: each command is made, and decided, when it is asked
/// for, on the world that the fold has come to.
///
/// Every player is registered and given credits, then all of them run for a few seats, and some
/// leave again. Each of the partitions has players of its own, so that what one of them has ahead
/// is not changed by another.
final class EndlessDrop implements Rows {
  private static final int PARTITIONS = 12;
  private static final int SEATS = 200;
  private static final long FEE_CREDITS = 10;
  private static final Instant REGISTERED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant DROPPED = Instant.parse("2026-11-22T11:00:00Z");

  private final Decider decider = new Decider();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Fold fold = new Fold(this, _ -> {});
  private final int tournaments;
  private final int players;
  private final long commands;
  private long made;
  private long movements;

  /// @param commands in all, more than twice the number of players
  EndlessDrop(int tournaments, int players, long commands) {
    this.tournaments = tournaments;
    this.players = players;
    this.commands = commands;
  }

  Fold fold() {
    return fold;
  }

  List<Merge.Source> sources() {
    List<Merge.Source> sources = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      sources.add(new Registrations(i));
      sources.add(new Drops(i));
    }
    return sources;
  }

  /// Two commands for each player of the partition.
  private final class Registrations implements Merge.Source {
    private final int partition;
    private long offset;

    private Registrations(int partition) {
      this.partition = partition;
    }

    @Override
    public @Nullable Item next() {
      long player = partition + offset / 2 * PARTITIONS;
      if (player >= players) {
        return null;
      }
      Command command =
          offset % 2 == 0
              ? new RegisterPlayer(player(player), null)
              : new GrantCredits(player(player), 10 * FEE_CREDITS, "a gift");
      return item(new Place("players", partition, offset++), REGISTERED, command);
    }
  }

  /// The partition's tournaments, then everybody at once.
  private final class Drops implements Merge.Source {
    private final int partition;
    private long offset;

    private Drops(int partition) {
      this.partition = partition;
    }

    @Override
    public @Nullable Item next() {
      if (made >= commands) {
        return null;
      }
      long defined = partition + offset * PARTITIONS;
      Command command = defined < tournaments ? define(tournament(defined)) : press();
      return item(new Place("tournaments", partition, offset++), DROPPED, command);
    }

    private Command press() {
      UUID tournament = tournament(mine(tournaments));
      UUID player = player(mine(players));
      return random.nextInt(4) == 0
          ? new Unenroll(tournament, player)
          : new Enroll(tournament, player, null);
    }

    private long mine(int all) {
      return partition + (long) PARTITIONS * random.nextInt((all - partition - 1) / PARTITIONS + 1);
    }
  }

  private static Command define(UUID tournament) {
    return new DefineTournament(
        tournament,
        "Cup",
        SEATS,
        FEE_CREDITS,
        TournamentStatus.OPEN,
        null,
        null,
        new RefundPolicy(null, 100));
  }

  private Item item(Place place, Instant decidedAt, Command command) {
    made++;
    var envelope =
        new CommandEnvelope(new UUID(random.nextLong(), random.nextLong()), null, command);
    var entry = new LogEntry.Request(place.offset(), decidedAt, envelope);
    Changes changes =
        decider.decide(
            fold.world().snapshot(command, Set.of(), Map.of()),
            new CommandBatch(place.partition(), decidedAt, List.of(entry)));
    List<Movement> ledger =
        changes.ledger().stream()
            .map(moved -> new Movement(++movements, LedgerFields.of(moved)))
            .toList();
    Enrollment enrollment =
        changes.newEnrollments().stream()
            .findFirst()
            .orElse(changes.cancelledEnrollments().stream().findFirst().orElse(null));
    var recorded =
        new Recorded(
            DecisionFields.of(changes.results().getFirst()),
            decidedAt,
            ledger,
            enrollment == null ? null : EnrollmentFields.of(enrollment));
    return new Item(place, entry, recorded, place, null, null);
  }

  private static UUID tournament(long number) {
    return new UUID(1, number);
  }

  private static UUID player(long number) {
    return new UUID(2, number);
  }

  @Override
  public Map<UUID, EnrollmentFields> enrollments(Collection<UUID> ids) {
    throw new IllegalStateException("nobody cancels a tournament here");
  }

  @Override
  public List<Long> movementsAfter(long id) {
    return LongStream.rangeClosed(id + 1, id + 1_000).boxed().toList();
  }

  @Override
  public List<WalletMove> movesOf(UUID player) {
    throw new IllegalStateException("no wallet is seen out of its order here");
  }
}
