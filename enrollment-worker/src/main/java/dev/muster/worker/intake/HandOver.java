package dev.muster.worker.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Hands results over batch after batch, beside the lane: each behind the one ahead of it, without
/// waiting until that one is on the log, and none at all behind one that failed.
final class HandOver {
  private final Executor executor;
  private CompletableFuture<Void> queue = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> ahead = CompletableFuture.completedFuture(null);

  HandOver(Executor executor) {
    this.executor = executor;
  }

  /// Does it when everything before it was handed over.
  ///
  /// @param sends hands over, and is done when the broker has it
  /// @return done when the broker has it; failed if it, or one ahead of it, could not be sent
  CompletableFuture<Void> next(Supplier<CompletableFuture<Void>> sends) {
    CompletableFuture<Void> before = ahead;
    var sent = new CompletableFuture<Void>();
    queue =
        queue.thenRunAsync(
            () -> pass(before.isCompletedExceptionally() ? before : sends.get(), sent), executor);
    // A defect while handing over, after which nothing may follow.
    pass(queue, sent, false);
    ahead = sent;
    return sent;
  }

  private static void pass(CompletableFuture<Void> from, CompletableFuture<Void> to) {
    pass(from, to, true);
  }

  private static void pass(
      CompletableFuture<Void> from, CompletableFuture<Void> to, boolean success) {
    var _ =
        from.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                to.completeExceptionally(failure);
              } else if (success) {
                to.complete(null);
              }
            });
  }
}
