package dev.muster.quickstart.bench.core;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Result;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Seat;
import dev.muster.worker.decision.Snapshot;
import dev.muster.worker.decision.Tournament;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What a batch is made of. Every player asks once a batch, and no two batches share one, so the
/// caches see as many objects as they would in a drop.
public enum Workload {
  /// One tournament with seats for everybody.
  HOT(1, Workload.BATCH, Share.ALL_NEW),
  /// One tournament, whose last seats go to the first five: the others are refused.
  REFUSED(1, 5, Share.ALL_NEW),
  /// A thousand tournaments with seats for everybody.
  SPREAD(1_000, Workload.BATCH, Share.ALL_NEW),
  /// A thousand tournaments; a fifth give their seat back, a tenth ask for what they have.
  MIXED(1_000, Workload.BATCH, Share.MIXED);

  /// Commands of a batch; the worker takes up to twice as many.
  static final int BATCH = 500;

  private static final int BATCHES = 32;
  private static final long FEE_CREDITS = 5;
  private static final long BALANCE_CREDITS = 1_000;
  private static final long SEED = 6;
  private static final Instant START = Instant.parse("2026-07-01T18:00:00Z");

  private final int tournaments;
  private final int seats;
  private final Share share;

  Workload(int tournaments, int seats, Share share) {
    this.tournaments = tournaments;
    this.seats = seats;
    this.share = share;
  }

  /// How many commands of a batch come from somebody who is in already.
  private enum Share {
    ALL_NEW(0, 0),
    MIXED(BATCH / 5, BATCH / 10);

    private final int leaving;
    private final int again;

    Share(int leaving, int again) {
      this.leaving = leaving;
      this.again = again;
    }
  }

  /// A batch, and what the database holds of it.
  record Given(Snapshot snapshot, CommandBatch batch) {}

  /// The same batches at every call.
  List<Given> batches() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<UUID> ids = new ArrayList<>(tournaments);
    for (int i = 0; i < tournaments; i++) {
      ids.add(id(random));
    }
    List<Given> batches = new ArrayList<>(BATCHES);
    for (int i = 0; i < BATCHES; i++) {
      batches.add(batch(random, ids, (long) i * BATCH));
    }
    return batches;
  }

  private Given batch(RandomGenerator random, List<UUID> ids, long firstOffset) {
    Map<UUID, Tournament> held = new HashMap<>();
    Map<UUID, Player> players = HashMap.newHashMap(BATCH);
    Map<Seat, Enrollment> live = new HashMap<>();
    Map<UUID, UUID> keyOwners = HashMap.newHashMap(BATCH);
    List<LogEntry> entries = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      UUID tournament = ids.get(random.nextInt(ids.size()));
      UUID player = id(random);
      UUID request = id(random);
      UUID key = id(random);
      Kind kind = kind(i);
      players.put(player, new Player(player, null, BALANCE_CREDITS, START));
      held.merge(tournament, tournament(tournament, 0), (before, _) -> before);
      if (kind != Kind.NEW) {
        live.put(
            new Seat(tournament, player),
            new Enrollment(id(random), tournament, player, FEE_CREDITS, id(random), START, null));
        held.computeIfPresent(tournament, (id, t) -> tournament(id, t.enrolledCount() + 1));
      }
      Command command =
          kind == Kind.LEAVING
              ? new Unenroll(tournament, player)
              : new Enroll(tournament, player, null);
      keyOwners.put(key, request);
      entries.add(
          new LogEntry.Request(
              firstOffset + i,
              START.plusMillis(firstOffset + i / 10),
              new CommandEnvelope(request, key, command)));
    }
    return new Given(
        new Snapshot(held, players, live, Set.of(), keyOwners),
        new CommandBatch(0, START.plusSeconds(1), entries));
  }

  private enum Kind {
    NEW,
    LEAVING,
    AGAIN
  }

  /// Spread over the batch as evenly as it goes: of ten in a row, so many are of each kind.
  private Kind kind(int index) {
    int ofTen = index % 10;
    int leaving = share.leaving * 10 / BATCH;
    int again = share.again * 10 / BATCH;
    return ofTen < leaving ? Kind.LEAVING : ofTen < leaving + again ? Kind.AGAIN : Kind.NEW;
  }

  private Tournament tournament(UUID id, int enrolled) {
    return new Tournament(
        id,
        "Cup",
        seats,
        FEE_CREDITS,
        TournamentStatus.OPEN,
        START.minusSeconds(60),
        START.plusSeconds(86_400),
        RefundPolicy.FULL,
        enrolled,
        null,
        START,
        START);
  }

  /// A version 4 id, as the API mints them.
  private static UUID id(RandomGenerator random) {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L,
        (random.nextLong() & ~(0b11L << 62)) | 0x8000_0000_0000_0000L);
  }

  /// Looks whether a batch was decided as it must be.
  ///
  /// @throws IllegalStateException if it was not
  void require(Changes changes) {
    int enrolled = Math.min(BATCH - share.leaving - share.again, seats);
    int unenrolled = share.leaving;
    int refused = BATCH - enrolled - unenrolled;
    var found = new int[3];
    for (Result result : changes.results()) {
      switch (result.status()) {
        case ENROLLED -> found[0]++;
        case UNENROLLED -> found[1]++;
        case REJECTED -> found[2]++;
        case ACCEPTED, PENDING -> throw new IllegalStateException(this + ": " + result);
      }
    }
    if (found[0] != enrolled
        || found[1] != unenrolled
        || found[2] != refused
        || changes.newEnrollments().size() != enrolled
        || changes.cancelledEnrollments().size() != unenrolled
        || changes.ledger().size() != enrolled + unenrolled) {
      throw new IllegalStateException(
          "%s: enrolled %d, unenrolled %d, refused %d"
              .formatted(this, found[0], found[1], found[2]));
    }
  }
}
