package dev.muster.worker.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts acknowledgements and completes with the last.
final class OpenSends {
  private final AtomicInteger open;
  private final CompletableFuture<Void> all;

  OpenSends(int count, CompletableFuture<Void> all) {
    this.open = new AtomicInteger(count);
    this.all = all;
    if (count == 0) {
      all.complete(null);
    }
  }

  void acknowledge() {
    if (open.decrementAndGet() == 0) {
      all.complete(null);
    }
  }
}
