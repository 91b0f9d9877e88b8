package dev.muster.quickstart.bench.decide;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Footprint;
import dev.muster.worker.decision.LedgerEntry;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Tournament;
import dev.muster.worker.store.ChangeWriter;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.Fence;
import dev.muster.worker.store.PartitionProgress;
import dev.muster.worker.store.SnapshotLoader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The same rows as Muster writes for seats that are taken, by the worker's own statements and in
/// batches of the same size, on one connection: nothing is read, nothing is decided and nothing is
/// published, and what to write is known before the clock starts. Faster than this it does not go
/// with these rows.
final class Floor implements Contender {
  private static final UUID NO_TOPIC = new UUID(0, 0);
  private static final Footprint NOTHING =
      new Footprint(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashMap<>());

  private final Arena arena;
  private final int batchSize;
  private final Connection connection;
  private final Claim claim;
  private final Map<UUID, Long> balances = new HashMap<>();
  private final Map<UUID, Integer> taken = new HashMap<>();
  private final int capacity;
  private long next;

  /// @param capacity of every tournament
  Floor(Arena arena, int batchSize, int capacity) throws SQLException {
    this.arena = arena;
    this.batchSize = batchSize;
    this.capacity = capacity;
    this.connection = arena.connections().getConnection();
    connection.setAutoCommit(true);
    this.claim = PartitionProgress.claim(connection, NO_TOPIC, 0, "floor");
    connection.setAutoCommit(false);
  }

  @Override
  public String name() {
    return "floor: bare writes of the same rows, 1 connection";
  }

  @Override
  public Arena arena() {
    return arena;
  }

  @Override
  public int warmUp() {
    return 60_000;
  }

  @Override
  public int requestsMax() {
    return warmUp() + Race.ROUNDS * Race.REQUESTS_MAX;
  }

  @Override
  public double decide(List<Wanted> wishes) {
    List<Changes> batches = new ArrayList<>();
    long first = next;
    for (int from = 0; from < wishes.size(); from += batchSize) {
      batches.add(changes(wishes.subList(from, Math.min(from + batchSize, wishes.size()))));
    }
    long started = System.nanoTime();
    try {
      for (Changes changes : batches) {
        long to = first + changes.results().size();
        if (!new SnapshotLoader(connection, NOTHING).lock(new Fence(claim, first, to, first))) {
          throw new IllegalStateException("the floor's progress row was moved");
        }
        ChangeWriter.write(connection, NO_TOPIC, changes);
        connection.commit();
        first = to;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the floor's rows were refused", e);
    }
    return wishes.size() / ((System.nanoTime() - started) / 1e9);
  }

  private Changes changes(List<Wanted> wishes) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Map<UUID, Tournament> tournaments = new LinkedHashMap<>();
    Map<UUID, Player> players = new LinkedHashMap<>();
    List<Enrollment> enrollments = new ArrayList<>();
    List<LedgerEntry> ledger = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    for (Wanted wish : wishes) {
      UUID id = wish.requestId();
      UUID player = wish.playerId();
      long balance = balances.merge(player, Arena.CREDITS - Arena.FEE, (b, _) -> b - Arena.FEE);
      int seats = taken.merge(wish.tournamentId(), 1, Integer::sum);
      tournaments.put(wish.tournamentId(), tournament(wish.tournamentId(), seats, now));
      players.put(player, new Player(player, null, balance, now));
      enrollments.add(new Enrollment(id, wish.tournamentId(), player, Arena.FEE, id, now, null));
      ledger.add(
          new LedgerEntry(
              player, -Arena.FEE, balance, LedgerEntry.Kind.ENROLLMENT_FEE, id, id, null, now));
      var header =
          new ResultHeader(
              id,
              CommandType.ENROLL,
              wish.tournamentId(),
              player,
              now,
              now,
              new LogPosition(0, next++));
      results.add(new Enrolled(header, id, Arena.FEE, balance));
    }
    return new Changes(
        results,
        List.of(),
        tournaments.values(),
        List.of(),
        players.values(),
        enrollments,
        List.of(),
        ledger);
  }

  private Tournament tournament(UUID id, int seats, Instant now) {
    return new Tournament(
        id,
        "bench",
        capacity,
        Arena.FEE,
        TournamentStatus.OPEN,
        null,
        null,
        new RefundPolicy(null, 100),
        seats,
        null,
        now,
        now);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot close a connection", e);
    }
  }
}
