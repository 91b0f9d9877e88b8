package dev.muster.quickstart.bench.decide;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides each wish in a transaction of its own, from sixteen connections at once, as a server
/// would that asks the database in the request.
public final class Callers implements AutoCloseable {
  public static final int CONNECTIONS = 16;

  /// What one connection does.
  public interface Session extends AutoCloseable {
    /// Decides and commits.
    void decide(Wanted wish) throws SQLException;

    @Override
    void close() throws SQLException;
  }

  @FunctionalInterface
  interface Opening {
    Session open(Connection connection) throws SQLException;
  }

  private final List<Session> sessions = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  Callers(Arena arena, Opening opening) throws SQLException {
    for (int i = 0; i < CONNECTIONS; i++) {
      sessions.add(opening.open(arena.connections().getConnection()));
    }
  }

  /// Decides them all, and says how many a second, from the first call to the last commit.
  double decide(List<Wanted> wishes) throws InterruptedException {
    var next = new AtomicInteger();
    var begin = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();
    for (Session session : sessions) {
      running.add(
          threads.submit(
              () -> {
                begin.await();
                for (int i; (i = next.getAndIncrement()) < wishes.size(); ) {
                  session.decide(wishes.get(i));
                }
                return null;
              }));
    }
    long started = System.nanoTime();
    begin.countDown();
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed", e.getCause());
    }
    return wishes.size() / ((System.nanoTime() - started) / 1e9);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    for (Session session : sessions) {
      try {
        session.close();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot close a connection", e);
      }
    }
  }
}
