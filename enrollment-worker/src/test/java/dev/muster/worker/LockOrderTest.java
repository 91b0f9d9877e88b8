package dev.muster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.BatchProcessor.Outcome;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.PartitionProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Wallets are shared by all partitions: whoever locks several takes them in the same order.
class LockOrderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final int PLAYERS = 9;

  private static final String LOCK =
      """
      SELECT id FROM player WHERE id = ? FOR UPDATE
      """;

  private static final String WAITING =
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'
      """;

  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  /// Both are held up by a wallet in the middle of their way. In opposite orders each would by then
  /// hold what the other needs next.
  @Test
  void twoPartitionsThatNameTheSameWalletsInOppositeOrdersDoNotDeadlock() throws Exception {
    List<UUID> players =
        Stream.generate(UUID::randomUUID).limit(PLAYERS).sorted(LockOrderTest::byText).toList();
    setUp(players);
    var one = new Partition();
    var other = new Partition();
    UUID cup = one.openTournament();
    UUID otherCup = other.openTournament();

    try (Connection holder = database.superuser().getConnection();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.setAutoCommit(false);
      lock(holder, players.get(PLAYERS / 2));
      Future<Outcome> first = threads.submit(() -> one.process(enrolls(cup, players)));
      Future<Outcome> second =
          threads.submit(() -> other.process(enrolls(otherCup, players.reversed())));
      awaitWaiting(2);
      holder.rollback();

      assertThat(first.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Applied.class);
      assertThat(second.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Applied.class);
    }
  }

  /// A partition of its own, with nothing decided yet.
  private static final class Partition {
    private final BatchProcessor processor =
        new BatchProcessor(database.worker(), new Decider(), BatchStages.NONE);
    private final Claim claim;
    private long next;

    Partition() throws SQLException {
      try (Connection connection = database.worker().getConnection()) {
        claim = PartitionProgress.claim(connection, UUID.randomUUID(), 0, "lock order");
      }
    }

    Outcome process(List<Command> commands) throws SQLException {
      List<LogEntry> entries = new ArrayList<>();
      for (Command command : commands) {
        var envelope = new CommandEnvelope(UUID.randomUUID(), null, command);
        entries.add(new LogEntry.Request(next, NOW, envelope));
        next++;
      }
      return processor.process(claim, new CommandBatch(0, NOW, entries), 0);
    }

    UUID openTournament() throws SQLException {
      UUID id = UUID.randomUUID();
      Outcome outcome =
          process(
              List.of(
                  new DefineTournament(
                      id,
                      "Cup",
                      PLAYERS,
                      10,
                      TournamentStatus.OPEN,
                      null,
                      null,
                      RefundPolicy.FULL)));
      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
      return id;
    }
  }

  private static void setUp(List<UUID> players) throws SQLException {
    List<Command> commands = new ArrayList<>();
    for (UUID player : players) {
      commands.add(new RegisterPlayer(player, null));
      commands.add(new GrantCredits(player, 100, "for the test"));
    }
    assertThat(new Partition().process(commands)).isInstanceOf(Outcome.Applied.class);
  }

  private static List<Command> enrolls(UUID tournament, List<UUID> players) {
    return players.stream().<Command>map(player -> new Enroll(tournament, player, null)).toList();
  }

  private static void lock(Connection holder, UUID player) throws SQLException {
    try (PreparedStatement statement = holder.prepareStatement(LOCK)) {
      statement.setObject(1, player);
      assertThat(statement.executeQuery().next()).isTrue();
    }
  }

  private static void awaitWaiting(int count) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (database.texts(WAITING).size() < count) {
      assertThat(System.nanoTime()).as("both are held up in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /// The order of PostgreSQL, which is not Java's.
  private static int byText(UUID left, UUID right) {
    return left.toString().compareTo(right.toString());
  }
}
