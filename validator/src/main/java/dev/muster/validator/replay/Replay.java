package dev.muster.validator.replay;

import dev.muster.validator.CheckFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Decides the log once more, from its first command up to where the database was at one moment,
/// and compares every decision, seat, wallet and ledger row.
///
/// Everything is read in one snapshot, so the system may go on meanwhile. Memory goes with the
/// tournaments, players and live seats there are, not with the commands.
public final class Replay {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final String PREPARE =
      """
      SELECT now(), set_config('statement_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', '0', true),
             set_config('transaction_timeout', '0', true),
             set_config('search_path', 'public', true),
             set_config('jit', 'off', true),
             set_config('max_parallel_workers_per_gather', '0', true)
      """;

  /// Rows are read in the order of the log, two dozen partitions at a time: from the indexes, or
  /// each partition would hash and sort whole tables first.
  private static final String BY_INDEX =
      """
      SELECT set_config(name, ?, true)
      FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin',
                        'enable_mergejoin', 'enable_sort']) AS setting(name)
      """;

  private final Connection connection;
  private final Map<String, Object> kafka;
  private final Duration statementTimeout;
  private final LongConsumer progress;

  /// @param connection used for nothing else; its role reads everything
  /// @param kafka settings of a client that reads the command topics
  /// @param progress told from time to time how many commands are folded
  public Replay(
      Connection connection,
      Map<String, Object> kafka,
      Duration statementTimeout,
      LongConsumer progress) {
    this.connection = connection;
    this.kafka = kafka;
    this.statementTimeout = statementTimeout;
    this.progress = progress;
  }

  /// Replays.
  ///
  /// @throws CheckFailedException if database or log cannot be read
  public ReplayReport run() {
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        return within();
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// The same as the transaction that this connection is in sees the database. It must see one
  /// moment only.
  ///
  /// @throws CheckFailedException if database or log cannot be read
  public ReplayReport within() {
    try {
      return run(prepare());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static CheckFailedException failed(SQLException e) {
    return new CheckFailedException(
        "could not ask the database: "
            + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState()),
        e);
  }

  private Instant prepare() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
      statement.setString(1, statementTimeout.toMillis() + "ms");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class).toInstant();
      }
    }
  }

  private ReplayReport run(Instant at) throws SQLException {
    var database = new DatabaseSnapshot(connection);
    List<Captured> captured = database.captured();
    var fold = new Fold(database, progress);
    long begun = System.nanoTime();
    byIndex("off");
    Difference difference = fold(captured, database, fold);
    byIndex("on");
    if (difference == null) {
      difference = new StateComparison(connection, fold.world()).run(fold.counts());
    }
    return report(at, captured, fold, System.nanoTime() - begun, difference);
  }

  private void byIndex(String otherPlans) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_INDEX)) {
      statement.setString(1, otherPlans);
      statement.executeQuery().close();
    }
  }

  private @Nullable Difference fold(List<Captured> captured, DatabaseSnapshot database, Fold fold)
      throws SQLException {
    try (var log = new CommandLog(kafka, captured)) {
      List<Difference> tooShort = log.tooShort();
      if (!tooShort.isEmpty()) {
        return tooShort.getFirst();
      }
      List<PartitionStream> streams = new ArrayList<>();
      try {
        for (Captured each : captured) {
          streams.add(new PartitionStream(each, log, database));
        }
        Difference difference = new Merge(fold, database).run(streams);
        for (PartitionStream each : streams) {
          // A partition that broke off explains why others wait in vain.
          difference = each.broken() == null ? difference : each.broken();
        }
        return difference;
      } finally {
        for (PartitionStream each : streams) {
          each.close();
        }
      }
    }
  }

  private static ReplayReport report(
      Instant at, List<Captured> captured, Fold fold, long nanos, @Nullable Difference difference) {
    SortedMap<String, Long> cursors = new TreeMap<>();
    captured.forEach(each -> cursors.put(each.topic() + "-" + each.partition(), each.nextOffset()));
    FoldCounts counts = fold.counts();
    FoldedWorld world = fold.world();
    return new ReplayReport(
        at,
        cursors,
        counts.commands(),
        counts.decided,
        counts.repeats,
        counts.malformed,
        counts.failed,
        counts.fromRows,
        world.tournaments().size(),
        world.players().size(),
        world.enrollments(),
        world.movements(),
        counts.nanos / NANOS_PER_SECOND,
        nanos / NANOS_PER_SECOND,
        difference);
  }
}
