package dev.muster.ingest.outcome;

import dev.muster.schemas.result.Result;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Who waits for which outcome, several for one request among them. Nobody has a thread while
/// waiting: a waiter is a future and a place in a timer, some 400 bytes.
class Waiters {
  private final int waitersMax;
  private final AtomicInteger count = new AtomicInteger();
  // A set belongs to whoever computes its entry, and to whoever took the entry out.
  private final ConcurrentHashMap<UUID, Set<Waiter>> byRequest = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private static final class Waiter {
    private final CompletableFuture<Optional<Result>> outcome = new CompletableFuture<>();
  }

  Waiters(int waitersMax) {
    this.waitersMax = waitersMax;
  }

  /// Adds one that waits, or none when there are too many.
  ///
  /// @return completes with the outcome, or empty after the wait or at the end of the process;
  ///     whoever cancels it no longer counts
  Optional<CompletableFuture<Optional<Result>>> add(UUID id, Duration wait) {
    if (count.incrementAndGet() > waitersMax) {
      count.decrementAndGet();
      return Optional.empty();
    }
    var waiter = new Waiter();
    byRequest.compute(
        id,
        (_, others) -> {
          Set<Waiter> waiting = others == null ? HashSet.newHashSet(1) : others;
          waiting.add(waiter);
          return waiting;
        });
    CompletableFuture<Optional<Result>> outcome = waiter.outcome;
    var _ = outcome.whenComplete((_, _) -> remove(id, waiter));
    outcome.completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS);
    // Asked after the waiter is in the map, so that a release in between does not miss it.
    if (closed) {
      outcome.complete(Optional.empty());
    }
    return Optional.of(outcome);
  }

  private void remove(UUID id, Waiter waiter) {
    byRequest.computeIfPresent(
        id, (_, waiting) -> waiting.remove(waiter) && waiting.isEmpty() ? null : waiting);
    count.decrementAndGet();
  }

  void complete(UUID id, Optional<Result> outcome) {
    var waiting = byRequest.remove(id);
    if (waiting != null) {
      waiting.forEach(waiter -> waiter.outcome.complete(outcome));
    }
  }

  int count() {
    return count.get();
  }

  /// The requests somebody waits for, at some moment of late.
  List<UUID> requests() {
    return List.copyOf(byRequest.keySet());
  }

  boolean released() {
    return closed;
  }

  /// Nobody waits any more, now and from now on.
  void release() {
    closed = true;
    requests().forEach(id -> complete(id, Optional.empty()));
  }
}
