package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Client.Receipt;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The public sale. Requests are due by the plan, not by the last answer: a client that falls
/// behind sends at once, and how late it was is part of the result.
final class Sale {
  /// From the moment that the last client stands at the door.
  private static final Duration DOORS_OPEN_IN = Duration.ofMillis(200);

  private final URI api;
  private final Audience audience;
  private final List<List<Shot>> plan;
  private final Counters counters;
  private final Submitting submitting;

  Sale(
      URI api, Audience audience, List<List<Shot>> plan, Counters counters, Submitting submitting) {
    this.api = api;
    this.audience = audience;
    this.plan = plan;
    this.counters = counters;
    this.submitting = submitting;
  }

  /// How a client sends one command.
  @FunctionalInterface
  interface Submitting {
    /// Returns when the client holds the receipt.
    Receipt submit(Client client, ApiCommand command) throws IOException, InterruptedException;
  }

  /// What came of one request of the plan.
  ///
  /// @param latenessNanos from the planned moment to the actual sending
  /// @param latencyNanos from sending to the receipt
  /// @param acceptedAtMillis wall clock of the receipt, since the epoch
  record Accepted(
      Shot shot, UUID requestId, long latenessNanos, long latencyNanos, long acceptedAtMillis) {}

  /// Returns when every request of the plan is accepted.
  List<Accepted> run() throws InterruptedException {
    var doors = new Doors(plan.size());
    List<Accepted> all = new ArrayList<>();
    Crowd.run(plan.size(), number -> shoot(number, doors)).forEach(all::addAll);
    return all;
  }

  /// Open for everybody at one moment, once everybody is there.
  private static final class Doors {
    private final AtomicInteger awaited;
    private final CompletableFuture<Long> openAt = new CompletableFuture<>();

    Doors(int clients) {
      awaited = new AtomicInteger(clients);
    }

    /// When they open, by [System#nanoTime()]; returns once the last client has arrived.
    long arrive() {
      if (awaited.decrementAndGet() == 0) {
        openAt.complete(System.nanoTime() + DOORS_OPEN_IN.toNanos());
      }
      return openAt.join();
    }
  }

  private List<Accepted> shoot(int number, Doors doors) throws InterruptedException, IOException {
    List<Shot> shots = plan.get(number);
    List<Accepted> accepted = new ArrayList<>(shots.size());
    try (var client = new Client(api, counters)) {
      client.connect();
      long doorsOpen = doors.arrive();
      for (Shot shot : shots) {
        ApiCommand command = ApiCommand.of(shot, audience);
        long due = doorsOpen + TimeUnit.MILLISECONDS.toNanos(shot.dueMillis());
        long early = due - System.nanoTime();
        if (early > 0) {
          Thread.sleep(Duration.ofNanos(early));
        }
        long lateness = Math.max(0, System.nanoTime() - due);
        Receipt receipt = submitting.submit(client, command);
        accepted.add(
            new Accepted(
                shot,
                receipt.requestId(),
                lateness,
                receipt.latencyNanos(),
                System.currentTimeMillis()));
      }
    }
    return accepted;
  }
}
