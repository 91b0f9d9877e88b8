package dev.muster.worker.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Batches whose results are on their way. Publishing overlaps with deciding the next batch; the
/// cursor follows in order.
final class Publication {
  private static final int OPEN_MAX = 8;

  private record Open(long nextOffset, CompletableFuture<Void> sent) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private long published;

  Publication(long published) {
    this.published = published;
  }

  void add(long nextOffset, CompletableFuture<Void> sent) {
    open.addLast(new Open(nextOffset, sent));
  }

  /// Every result below this offset is on the log.
  ///
  /// @throws ExecutionException if any could not be published, even while others before it are
  ///     still on their way: what is handed over after a failure would be out of order
  long settle() throws ExecutionException, InterruptedException {
    for (Open each : open) {
      if (each.sent().isCompletedExceptionally()) {
        each.sent().get();
      }
    }
    while (!open.isEmpty() && open.getFirst().sent().isDone()) {
      open.getFirst().sent().get();
      published = open.removeFirst().nextOffset();
    }
    return published;
  }

  /// Enough is on its way; memory is bounded.
  boolean isFull() {
    return open.size() >= OPEN_MAX;
  }

  /// Nothing is on its way.
  boolean isEmpty() {
    return open.isEmpty();
  }

  /// The sends that are waited for first.
  ///
  /// @throws java.util.NoSuchElementException if nothing is on its way
  CompletableFuture<Void> oldest() {
    return open.getFirst().sent();
  }
}
