package dev.muster.worker;

import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.BatchProcessor.Outcome;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.scenario.Answer;
import dev.muster.worker.scenario.Request;
import dev.muster.worker.scenario.ScenarioSystem;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.PartitionProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The worker's transaction on PostgreSQL, without the log before it. Answers are read back from
/// the rows, not taken from the call.
final class WorkerSystem implements ScenarioSystem {
  private static final Instant START = Instant.parse("2026-05-01T18:00:00Z");

  private final TestDatabase database;
  private final BatchProcessor processor;
  private final Claim claim;
  private long offset;

  WorkerSystem(TestDatabase database) throws SQLException {
    this.database = database;
    this.processor = new BatchProcessor(database.worker(), new Decider(), BatchStages.NONE);
    try (Connection connection = database.worker().getConnection()) {
      this.claim = PartitionProgress.claim(connection, UUID.randomUUID(), 0, "scenario");
    }
  }

  @Override
  public Instant start() {
    return START;
  }

  @Override
  public List<Answer> submit(List<Request> requests) {
    List<LogEntry> entries = new ArrayList<>();
    for (Request request : requests) {
      entries.add(new LogEntry.Request(offset, START.plusMillis(offset), request.envelope()));
      offset++;
    }
    try {
      Outcome outcome = processor.process(claim, new CommandBatch(0, START, entries), 0);
      if (outcome instanceof Outcome.Fenced) {
        throw new AssertionError("fenced, although nobody else is there");
      }
      List<Answer> answers = new ArrayList<>();
      for (Request request : requests) {
        answers.add(answer(request.requestId()));
      }
      return answers;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Answer answer(UUID requestId) throws SQLException {
    List<Answer> found =
        query(
            """
            SELECT request_id, type, tournament_id, player_id, outcome, reason, detail,
                   enrollment_id, credits_charged, credits_refunded, balance_after, submitted_at,
                   decided_at, partition, "offset"
            FROM decision WHERE request_id = ?
            """,
            requestId,
            row -> Answer.of(DecisionRow.read(row)));
    return found.getFirst();
  }

  @Override
  public @Nullable TournamentView tournament(UUID tournamentId) {
    List<TournamentView> found =
        unchecked(
            "SELECT status, capacity, fee_credits, enrolled_count FROM tournament WHERE id = ?",
            tournamentId,
            row ->
                new TournamentView(
                    TournamentStatus.valueOf(row.getString(1)),
                    row.getInt(2),
                    row.getLong(3),
                    row.getInt(4)));
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public @Nullable PlayerView player(UUID playerId) {
    List<Long> balance =
        unchecked(
            "SELECT credit_balance FROM player WHERE id = ?", playerId, row -> row.getLong(1));
    if (balance.isEmpty()) {
      return null;
    }
    List<Long> ledger =
        unchecked(
            "SELECT amount FROM credit_transaction WHERE player_id = ? ORDER BY id",
            playerId,
            row -> row.getLong(1));
    List<EnrollmentView> enrollments =
        unchecked(
            """
            SELECT tournament_id, fee_charged, refund
            FROM enrollment WHERE player_id = ? ORDER BY enrolled_at
            """,
            playerId,
            row ->
                new EnrollmentView(
                    row.getObject(1, UUID.class), row.getLong(2), row.getObject(3, Long.class)));
    return new PlayerView(balance.getFirst(), ledger, enrollments);
  }

  private <T> List<T> unchecked(String sql, UUID id, RowReader<T> reader) {
    try {
      return query(sql, id, reader);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private <T> List<T> query(String sql, UUID id, RowReader<T> reader) throws SQLException {
    try (Connection connection = database.superuser().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      List<T> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reader.read(row));
        }
      }
      return found;
    }
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
