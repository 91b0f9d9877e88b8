package dev.muster.validator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
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
import dev.muster.schemas.result.Result;
import dev.muster.validator.replay.Recorded.Movement;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.InMemoryWorld;
import dev.muster.worker.decision.LedgerEntry;
import dev.muster.worker.decision.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A few partitions that share a few wallets, decided batch by batch in a random order by workers
/// whose clocks differ, and everything that is recorded of it.
final class History implements Rows {
  private static final int TOURNAMENTS = 4;
  private static final int PLAYERS = 5;
  private static final int TOURNAMENT_PARTITIONS = 3;
  private static final int PLAYER_PARTITIONS = 2;
  private static final int COMMANDS = 60;
  private static final int CLOCK_SKEW_MS = 20;
  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

  /// The workers were away for a while.
  private static final Instant FIRST_BATCH = BEGIN.plusSeconds(3_600);

  private record At(Place place, Instant decidedAt) {}

  private final SplittableRandom random;
  private final InMemoryWorld world = new InMemoryWorld();
  private final Decider decider = new Decider();
  private final List<List<LogEntry>> log = new ArrayList<>();
  private final List<Place> firsts = new ArrayList<>();
  private final Map<Place, Result> results = new HashMap<>();
  private final Map<UUID, At> decidedAt = new HashMap<>();
  private final Map<UUID, List<Movement>> movements = new HashMap<>();
  private final Map<UUID, UUID> keyOwners = new HashMap<>();
  private final List<CommandEnvelope> sent = new ArrayList<>();
  private long ledgerId;

  History(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < TOURNAMENT_PARTITIONS + PLAYER_PARTITIONS; i++) {
      log.add(new ArrayList<>());
      firsts.add(
          i < TOURNAMENT_PARTITIONS
              ? new Place("tournaments", i, 0)
              : new Place("players", i - TOURNAMENT_PARTITIONS, 0));
    }
    write();
    decide();
  }

  /// What an undisturbed replay must come to.
  InMemoryWorld world() {
    return world;
  }

  private void write() {
    for (int i = 0; i < COMMANDS; i++) {
      Instant at = BEGIN.plusMillis(i);
      CommandEnvelope envelope =
          !sent.isEmpty() && chance(10) ? sent.get(random.nextInt(sent.size())) : fresh();
      sent.add(envelope);
      List<LogEntry> partition = log.get(home(envelope.command()));
      if (chance(5)) {
        UUID named = chance(50) ? envelope.requestId() : null;
        UUID positional = uuid("place " + i);
        partition.add(
            new LogEntry.Malformed(partition.size(), at, named, positional, "is not JSON"));
      }
      partition.add(new LogEntry.Request(partition.size(), at, envelope));
    }
  }

  private CommandEnvelope fresh() {
    @Nullable UUID key = chance(10) ? uuid("key " + random.nextInt(4)) : null;
    return new CommandEnvelope(new UUID(random.nextLong(), random.nextLong()), key, command());
  }

  private Command command() {
    UUID tournament = uuid("tournament " + random.nextInt(TOURNAMENTS));
    UUID player = uuid("player " + random.nextInt(PLAYERS));
    return switch (random.nextInt(20)) {
      case 0, 1, 2 ->
          new DefineTournament(
              tournament,
              "Cup",
              1 + random.nextInt(4),
              random.nextInt(3) * 10L,
              chance(80) ? TournamentStatus.OPEN : TournamentStatus.CLOSED,
              null,
              null,
              new RefundPolicy(BEGIN.plusMillis(30), random.nextInt(3) * 50));
      case 3 -> new CancelTournament(tournament, "rain");
      case 4, 5 -> new RegisterPlayer(player, "Ann");
      case 6, 7, 8 -> new GrantCredits(player, 10 + random.nextInt(3) * 5L, "gift");
      case 9, 10, 11, 12 -> new Unenroll(tournament, player);
      default -> new Enroll(tournament, player, chance(10) ? 10L : null);
    };
  }

  private static int home(Command command) {
    return switch (command) {
      case TournamentCommand of -> Math.floorMod(of.key().hashCode(), TOURNAMENT_PARTITIONS);
      case PlayerCommand of ->
          TOURNAMENT_PARTITIONS + Math.floorMod(of.key().hashCode(), PLAYER_PARTITIONS);
    };
  }

  private void decide() {
    int[] next = new int[log.size()];
    int left = log.stream().mapToInt(List::size).sum();
    for (int batch = 0; left > 0; batch++) {
      int partition = random.nextInt(log.size());
      List<LogEntry> entries = log.get(partition);
      int end = Math.min(entries.size(), next[partition] + 1 + random.nextInt(4));
      if (end > next[partition]) {
        Instant at = FIRST_BATCH.plusMillis(batch + random.nextInt(CLOCK_SKEW_MS));
        List<LogEntry> batched =
            entries.subList(next[partition], end).stream().map(this::unlessRefused).toList();
        decide(partition, new CommandBatch(partition, at, batched));
        left -= end - next[partition];
        next[partition] = end;
      }
    }
  }

  /// Sometimes the database refuses the data.
  private LogEntry unlessRefused(LogEntry entry) {
    return entry instanceof LogEntry.Request request && chance(3)
        ? new LogEntry.Undecidable(request.offset(), request.appendedAt(), request.envelope())
        : entry;
  }

  private void decide(int partition, CommandBatch batch) {
    for (LogEntry entry : batch.entries()) {
      if (entry instanceof LogEntry.Request request
          && request.envelope().idempotencyKey() != null) {
        keyOwners.putIfAbsent(request.envelope().idempotencyKey(), request.envelope().requestId());
      }
    }
    Changes changes = decider.decide(world.snapshot(batch), batch);
    world.apply(batch, changes);
    for (Result result : changes.results()) {
      Place place = place(partition, result.header().position().offset());
      results.put(place, result);
      decidedAt.put(result.header().requestId(), new At(place, batch.decidedAt()));
    }
    if (chance(10)) {
      ledgerId += 1 + random.nextInt(3); // Drawn by a transaction that was rolled back.
    }
    for (LedgerEntry entry : changes.ledger()) {
      movements
          .computeIfAbsent(entry.requestId(), _ -> new ArrayList<>())
          .add(new Movement(++ledgerId, LedgerFields.of(entry)));
    }
  }

  /// Each partition's records with what is recorded of them.
  List<List<Item>> items() {
    Map<UUID, EnrollmentFields> enrollments =
        enrollments(world.enrollments().stream().map(Enrollment::id).toList());
    List<List<Item>> items = new ArrayList<>();
    for (int partition = 0; partition < log.size(); partition++) {
      List<Item> each = new ArrayList<>();
      for (LogEntry entry : log.get(partition)) {
        each.add(item(place(partition, entry.offset()), entry, enrollments));
      }
      items.add(each);
    }
    return items;
  }

  private Item item(Place place, LogEntry entry, Map<UUID, EnrollmentFields> enrollments) {
    Result result = results.get(place);
    Recorded recorded = null;
    if (result != null) {
      DecisionFields decision = DecisionFields.of(result);
      recorded =
          new Recorded(
              decision,
              result.header().decidedAt(),
              movements.getOrDefault(result.header().requestId(), List.of()),
              decision.enrollmentId() == null ? null : enrollments.get(decision.enrollmentId()));
    }
    UUID named =
        switch (entry) {
          case LogEntry.Request request -> request.envelope().requestId();
          case LogEntry.Malformed malformed -> malformed.namedRequestId();
          case LogEntry.Undecidable undecidable -> undecidable.envelope().requestId();
        };
    UUID key = entry instanceof LogEntry.Request r ? r.envelope().idempotencyKey() : null;
    UUID owner = key == null ? null : keyOwners.get(key);
    return new Item(place, entry, recorded, placeOf(named), owner, placeOf(owner));
  }

  private @Nullable Place placeOf(@Nullable UUID request) {
    At at = request == null ? null : decidedAt.get(request);
    return at == null ? null : at.place();
  }

  private Place place(int partition, long offset) {
    Place first = firsts.get(partition);
    return new Place(first.topic(), first.partition(), offset);
  }

  @Override
  public Map<UUID, EnrollmentFields> enrollments(Collection<UUID> ids) {
    return world.enrollments().stream()
        .filter(each -> ids.contains(each.id()))
        .collect(Collectors.toMap(Enrollment::id, EnrollmentFields::of));
  }

  @Override
  public List<Long> movementsAfter(long id) {
    return movements.values().stream()
        .flatMap(List::stream)
        .map(Movement::id)
        .filter(each -> each > id)
        .sorted()
        .limit(7)
        .toList();
  }

  @Override
  public List<WalletMove> movesOf(UUID player) {
    List<WalletMove> moves = new ArrayList<>();
    for (LedgerEntry entry : world.ledger()) {
      if (entry.playerId().equals(player)) {
        At at = decidedAt.get(entry.requestId());
        moves.add(
            new WalletMove(
                entry.balanceAfter(),
                at == null ? null : at.place(),
                at == null ? null : at.decidedAt()));
      }
    }
    return moves;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }
}
