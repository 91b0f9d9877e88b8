package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.system.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/// Whatever goes between workers and database takes longer for a while, in both directions.
final class DelayConnections implements Fault.Breaking {
  private static final Duration EACH_WAY = Duration.ofMillis(100);
  private static final Duration LASTS = Duration.ofSeconds(3);

  private static final String ROUND_TRIP =
      """
      SELECT 1
      """;

  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    var source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:%d/muster".formatted(scene.proxy().port()));
    source.setUser(LocalPostgres.SUPERUSER);
    try (Connection probe = source.getConnection()) {
      roundTrip(probe); // The first one also parses.
      Duration before = roundTrip(probe);
      Claim then = scene.busiest();
      long delayedBefore = scene.proxy().delayed();
      long blow = System.nanoTime();
      scene.proxy().delay(EACH_WAY);
      Duration slowed;
      Duration resumed;
      long delayed;
      try {
        slowed = roundTrip(probe);
        resumed = scene.awaitDecidedBeyond(then, blow);
        Scene.last(LASTS.minus(slowed));
        delayed = scene.proxy().delayed() - delayedBefore;
      } finally {
        scene.proxy().delay(Duration.ZERO);
      }
      return new Injection(
          "%d ms more in each direction between workers and PostgreSQL for %.1f s"
              .formatted(EACH_WAY.toMillis(), (System.nanoTime() - blow) / 1e9),
          facts(before, slowed, delayed),
          resumed);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot measure through the proxy", e);
    }
  }

  /// @param before a round trip without the delay
  /// @param slowed one with it
  /// @param delayed how often workers' messages were held up
  static List<Fact> facts(Duration before, Duration slowed, long delayed) {
    boolean slower = slowed.minus(before).compareTo(EACH_WAY) >= 0;
    return List.of(
        new Fact(
            "a round trip took %d ms instead of %d ms"
                .formatted(slowed.toMillis(), before.toMillis()),
            slower),
        // Two of them are the probe's own.
        new Fact("messages held up: " + delayed, delayed > 2));
  }

  private static Duration roundTrip(Connection connection) throws SQLException {
    long began = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      statement.execute(ROUND_TRIP);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
