package dev.muster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.BatchProcessor.Outcome;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.PartitionProgress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The worker's sessions take plans that stay right while tables fill: the database starts empty,
/// has no statistics, and what a batch reads must depend on the batch alone.
class PlansTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private long offset;

  @Test
  void aBatchReadsAsMuchInAFullTournamentAsInAnEmptyOne() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        HikariDataSource pool =
            Connections.database(
                new WorkerSettings.Database(database.url(), "muster_worker", "postgres", 1),
                new SimpleMeterRegistry())) {
      var processor = new BatchProcessor(pool, new Decider(), BatchStages.NONE);
      Claim claim = claim(pool);
      UUID cup = UUID.randomUUID();
      apply(processor, claim, List.of(define(cup)));

      long rowsWhenEmpty = rowsReadByEnrolling(20, cup, processor, claim, pool);
      for (int i = 0; i < 6; i++) {
        rowsReadByEnrolling(500, cup, processor, claim, pool);
      }
      long rowsWhenFull = rowsReadByEnrolling(20, cup, processor, claim, pool);

      assertThat(rowsWhenFull).isLessThanOrEqualTo(rowsWhenEmpty + 20).isLessThan(400);
    }
  }

  private long rowsReadByEnrolling(
      int count, UUID cup, BatchProcessor processor, Claim claim, HikariDataSource pool)
      throws SQLException {
    List<Command> register = new ArrayList<>();
    List<Command> enroll = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID player = UUID.randomUUID();
      register.add(new RegisterPlayer(player, null));
      enroll.add(new Enroll(cup, player, null));
    }
    apply(processor, claim, register);
    long before = rowsRead(pool);
    apply(processor, claim, enroll);
    return rowsRead(pool) - before;
  }

  private void apply(BatchProcessor processor, Claim claim, List<Command> commands)
      throws SQLException {
    List<LogEntry> entries = new ArrayList<>();
    for (Command command : commands) {
      var envelope = new CommandEnvelope(UUID.randomUUID(), UUID.randomUUID(), command);
      entries.add(new LogEntry.Request(offset++, NOW, envelope));
    }
    assertThat(processor.process(claim, new CommandBatch(0, NOW, entries), 0))
        .isInstanceOf(Outcome.Applied.class);
  }

  /// Rows fetched from all tables so far by the one session of the pool.
  private static long rowsRead(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("SELECT pg_stat_force_next_flush()");
      try (var row =
          statement.executeQuery(
              """
              SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
              FROM pg_stat_user_tables
              """)) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static Claim claim(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      return PartitionProgress.claim(connection, UUID.randomUUID(), 0, "test");
    }
  }

  private static DefineTournament define(UUID id) {
    return new DefineTournament(
        id, "Cup", 10_000, 0, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }
}
