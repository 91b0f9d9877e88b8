package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Muster's own worker, the process as it is shipped, on a command topic that was filled before: a
/// transaction of ours holds the progress rows of all partitions until everything is on the log.
/// Then it lets go, and the clock runs until the last command is decided and committed. Meanwhile
/// the worker publishes the results.
final class MusterWorker implements Contender {
  private static final String HOLD_PARTITIONS =
      """
      SELECT p.next_offset FROM partition_progress p
      JOIN command_topic t ON t.topic_id = p.topic_id
      WHERE t.name = ?
      FOR UPDATE OF p
      """;

  private final Arena arena;
  private final Progress progress;
  private final CommandFeed feed;

  MusterWorker(LocalSystem system) {
    this.arena = Arena.ofSystem(system.postgres());
    this.progress = new Progress(system);
    this.feed = new CommandFeed(system);
  }

  @Override
  public String name() {
    return "Muster's worker";
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
  public double decide(List<Wanted> wishes) throws InterruptedException {
    try (Connection connection = arena.owner().getConnection()) {
      connection.setAutoCommit(false);
      long decided = hold(connection);
      send(wishes);
      long started = System.nanoTime();
      connection.commit();
      progress.await(decided + wishes.size());
      return wishes.size() / ((System.nanoTime() - started) / 1e9);
    } catch (SQLException e) {
      throw new IllegalStateException("Muster's worker did not decide", e);
    }
  }

  /// Locks the rows, and says how many commands are decided.
  private static long hold(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD_PARTITIONS)) {
      statement.setString(1, Topics.TOURNAMENT_COMMANDS);
      long decided = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          decided += row.getLong(1);
        }
      }
      return decided;
    }
  }

  private void send(List<Wanted> wishes) {
    for (Wanted wish : wishes) {
      feed.send(
          new CommandEnvelope(
              wish.requestId(), null, new Enroll(wish.tournamentId(), wish.playerId(), null)));
    }
    feed.flush();
  }

  @Override
  public void close() {
    feed.close();
  }
}
