package dev.muster.schemas.wire;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/// Jackson's buffers, kept for the next document.
///
/// Jackson's own pool is one list that all threads take from and give back to; with documents as
/// small as ours that takes a third of the time they are read or written in. Here each thread tries
/// a few places, beginning at one of its own, and where it finds nothing it makes new buffers.
final class Recyclers implements RecyclerPool<BufferRecycler> {
  @Serial private static final long serialVersionUID = 1;

  private static final int TRIES = 4;

  /// Between two places, so that no two are in one line of a processor's cache.
  private static final int STRIDE = 16;

  private final int places;
  private final transient AtomicReferenceArray<BufferRecycler> kept;

  /// @param processors so many use buffers at once
  Recyclers(int processors) {
    places = Integer.highestOneBit(Math.max(2, processors)) * 2;
    kept = new AtomicReferenceArray<>(places * STRIDE);
  }

  @Override
  public BufferRecycler acquirePooled() {
    int begin = begin();
    for (int i = 0; i < TRIES; i++) {
      int place = place(begin + i);
      if (kept.getPlain(place) != null) {
        BufferRecycler found = kept.getAndSet(place, null);
        if (found != null) {
          return found;
        }
      }
    }
    return new BufferRecycler();
  }

  @Override
  public void releasePooled(BufferRecycler buffers) {
    int begin = begin();
    for (int i = 0; i < TRIES; i++) {
      int place = place(begin + i);
      if (kept.getPlain(place) == null && kept.compareAndSet(place, null, buffers)) {
        return;
      }
    }
  }

  private static int begin() {
    return (int) Thread.currentThread().threadId();
  }

  private int place(int number) {
    return (number & (places - 1)) * STRIDE;
  }
}
