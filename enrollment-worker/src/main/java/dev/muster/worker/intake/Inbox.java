package dev.muster.worker.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Between the one thread that may touch the consumer and the lane of one partition. Records come
/// in, bounded by count and bytes; the lane asks for a position and gets nothing from before it.
final class Inbox {
  private static final int BATCHES_AHEAD = 4;

  private final BatchLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Arrival> records = new ArrayDeque<>();
  private long bytes;
  private boolean flowing;
  private boolean closed;
  private @Nullable Long wantedOffset;
  private @Nullable String broken;

  Inbox(BatchLimits limits) {
    this.limits = limits;
  }

  /// Lane: have the consumer go to an offset; nothing of before is left in here then.
  void seek(long offset) {
    lock.lock();
    try {
      flowing = false;
      wantedOffset = offset;
    } finally {
      lock.unlock();
    }
  }

  /// Lane: waits until the consumer has gone where it was asked to, or the inbox is closed.
  void awaitSought() throws InterruptedException {
    lock.lock();
    try {
      while (wantedOffset != null && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lane: waits for records, not for ever; for nothing once the inbox is closed or broken.
  void awaitRecords(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (records.isEmpty() && !closed && broken == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lane: the next records, at most one batch of them; empty when there are none or the inbox was
  /// closed.
  List<Arrival> take() {
    lock.lock();
    try {
      List<Arrival> batch = new ArrayList<>();
      long batchBytes = 0;
      while (!closed && !records.isEmpty() && batch.size() < limits.recordsMax()) {
        long size = records.getFirst().bytes();
        if (!batch.isEmpty() && batchBytes + size > limits.bytesMax()) {
          break;
        }
        batch.add(records.removeFirst());
        batchBytes += size;
        bytes -= size;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// When the first record in here was appended, in milliseconds since the epoch; the largest
  /// number if there is none.
  long oldestMillis() {
    lock.lock();
    try {
      return records.isEmpty()
          ? Long.MAX_VALUE
          : records.getFirst().entry().appendedAt().toEpochMilli();
    } finally {
      lock.unlock();
    }
  }

  /// Lane: whether the log turned out not to have what was asked for.
  @Nullable String broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /// Lane: nothing is wanted until the next seek.
  void stopFlow() {
    lock.lock();
    try {
      flowing = false;
      clear();
    } finally {
      lock.unlock();
    }
  }

  /// The offset to go to, or null once the consumer has gone there.
  @Nullable Long wantedOffset() {
    lock.lock();
    try {
      return wantedOffset;
    } finally {
      lock.unlock();
    }
  }

  /// Consumer: the position is as asked.
  void sought() {
    lock.lock();
    try {
      clear();
      wantedOffset = null;
      flowing = broken == null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Consumer: whether what is offered now would be kept.
  boolean isFlowing() {
    lock.lock();
    try {
      return flowing && !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Consumer: records in log order; dropped when none are wanted, since a seek will bring them
  /// again.
  void offer(Collection<Arrival> arrivals) {
    lock.lock();
    try {
      if (!flowing || closed) {
        return;
      }
      for (Arrival each : arrivals) {
        records.addLast(each);
        bytes += each.bytes();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Consumer: whether to go on fetching. Some batches ahead keep the lane busy while the poll
  /// that does not ask for this partition lasts, and the next fetch is under way.
  boolean wantsRecords() {
    lock.lock();
    try {
      return flowing
          && !closed
          && records.size() < BATCHES_AHEAD * limits.recordsMax()
          && bytes < 2 * limits.bytesMax();
    } finally {
      lock.unlock();
    }
  }

  /// Consumer: the log does not have the position that was asked for.
  void breakWith(String reason) {
    lock.lock();
    try {
      broken = reason;
      flowing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends every wait; what is in here is dropped.
  void close() {
    lock.lock();
    try {
      closed = true;
      clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lane: waits, unless the inbox is closed meanwhile.
  void pause(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    records.clear();
    bytes = 0;
  }
}
