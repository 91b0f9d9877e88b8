package dev.muster.quickstart.drop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the clients of one phase side by side, each on a thread of its own.
public final class Crowd {
  /// What one client does.
  @FunctionalInterface
  public interface Task<T> {
    /// Returns what this client has learned.
    T run(int client) throws Exception;
  }

  private Crowd() {}

  /// What each client returned, in their order. The first failure ends the phase.
  public static <T> List<T> run(int clients, Task<T> task) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int number = client;
        running.add(threads.submit(() -> task.run(number)));
      }
      List<T> results = new ArrayList<>();
      try {
        for (Future<T> future : running) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed: " + e.getCause(), e);
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
