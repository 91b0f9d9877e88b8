package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// How far Muster's worker is with the tournament commands, by the rows it commits.
public final class Progress {
  private static final Duration WAIT_MAX = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private static final String SUM_DECIDED =
      """
      SELECT sum(p.next_offset) FROM partition_progress p
      JOIN command_topic t ON t.topic_id = p.topic_id
      WHERE t.name = ?
      """;

  private final LocalSystem system;

  public Progress(LocalSystem system) {
    this.system = system;
  }

  /// Commands that are decided and committed.
  public long decided() throws SQLException {
    return await(Long.MIN_VALUE);
  }

  /// Returns when so many are.
  ///
  /// @throws IllegalStateException if it takes more than two minutes
  public long await(long commands) throws SQLException {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    try (Connection connection =
            system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement statement = connection.prepareStatement(SUM_DECIDED)) {
      statement.setString(1, Topics.TOURNAMENT_COMMANDS);
      while (true) {
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (row.getLong(1) >= commands) {
            return row.getLong(1);
          }
        }
        if (System.nanoTime() > deadline) {
          system.requireAlive();
          throw new IllegalStateException("not decided within " + WAIT_MAX);
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }
}
