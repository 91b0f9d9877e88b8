package dev.muster.quickstart.crash;

import dev.muster.quickstart.crash.ApiClient.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// A drop that goes on until it is told to end: a few clients, each of which sends the next call
/// when the one before is accepted, whatever dies meanwhile. A few calls are sent twice under one
/// key.
final class Drop implements AutoCloseable {
  private static final int CLIENTS = 12;
  private static final int CALLS_MAX = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(80);
  private static final Duration GO_ON_MAX = Duration.ofSeconds(60);

  private final ApiClient api;
  private final Arena arena;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();
  private volatile boolean ending;

  private Drop(ApiClient api, Arena arena) {
    this.api = api;
    this.arena = arena;
  }

  static Drop start(ApiClient api, Arena arena) {
    var drop = new Drop(api, arena);
    for (int seed = 0; seed < CLIENTS; seed++) {
      var random = new SplittableRandom(seed);
      drop.clients.add(
          drop.threads.submit(
              () -> {
                drop.play(random);
                return null;
              }));
    }
    return drop;
  }

  private void play(SplittableRandom random) throws InterruptedException {
    for (int calls = 0; calls < CALLS_MAX && !ending; calls++) {
      Call call = arena.anyCall(random);
      String key = Arena.key();
      api.submit(call, key);
      if (random.nextInt(20) == 0) {
        api.submit(call, key);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// Returns when so many more calls are accepted.
  ///
  /// @throws Exception if a client has failed
  void goOn(int calls) throws Exception {
    int enough = api.accepted() + calls;
    Eventually.holds(
        calls + " calls accepted",
        GO_ON_MAX,
        () -> {
          requireGoing();
          return api.accepted() >= enough;
        });
  }

  private void requireGoing() throws ExecutionException, InterruptedException {
    for (Future<?> client : clients) {
      if (client.isDone()) {
        client.get();
        throw new AssertionError("a client has nothing more to ask for");
      }
    }
  }

  /// Every client finishes the call it is at.
  ///
  /// @throws Exception if one of them has failed
  void end() throws Exception {
    ending = true;
    for (Future<?> client : clients) {
      client.get();
    }
  }

  @Override
  public void close() {
    ending = true;
    threads.close();
  }
}
