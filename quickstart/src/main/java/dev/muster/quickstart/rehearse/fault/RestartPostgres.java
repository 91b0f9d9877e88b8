package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.system.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/// A fast restart of PostgreSQL: every session ends, every open transaction is rolled back.
final class RestartPostgres implements Fault.Breaking {
  private static final String STARTED_AT =
      """
      SELECT pg_postmaster_start_time()
      """;

  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    LocalPostgres postgres = scene.system().postgres();
    Instant before = startedAt(scene.database());
    int sessions = scene.proxy().serverSidePorts().size();
    long connectionsBefore = scene.proxy().accepted();
    long blow = System.nanoTime();
    postgres.stop();
    postgres.start();
    var away = Duration.ofNanos(System.nanoTime() - blow);
    Instant after = startedAt(scene.database());
    Claim then = scene.busiest();
    Duration resumed = scene.awaitDecidedBeyond(then, blow);
    return new Injection(
        "stop and start of PostgreSQL with %d sessions of workers; away for %.1f s"
            .formatted(sessions, away.toMillis() / 1e3),
        facts(before, after, scene.proxy().accepted() - connectionsBefore),
        resumed);
  }

  /// @param reconnected connections that workers opened since
  static List<Fact> facts(Instant before, Instant after, long reconnected) {
    boolean restarted = after.isAfter(before);
    return List.of(
        new Fact(
            restarted
                ? "the server says that it started at " + after
                : "the server still runs since " + before,
            restarted),
        new Fact("workers connected anew: " + reconnected, reconnected > 0));
  }

  private static Instant startedAt(DataSource database) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(STARTED_AT);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask PostgreSQL since when it runs", e);
    }
  }
}
