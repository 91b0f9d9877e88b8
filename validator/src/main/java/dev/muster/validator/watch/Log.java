package dev.muster.validator.watch;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// What the broker can be asked. Every answer comes in a bounded time or not at all.
interface Log extends AutoCloseable {
  /// A partition of a topic as it is now: a topic made anew has another id.
  record Place(String topic, UUID topicId, int partition) {}

  /// The offset behind the last record of each partition; of topics that do not exist, and of
  /// partitions that have no leader, nothing.
  ///
  /// @throws ExecutionException if the broker refuses to answer
  /// @throws TimeoutException if no partition's was told in time
  Map<Place, Long> endOffsets() throws ExecutionException, TimeoutException, InterruptedException;

  /// The broker's append time, as epoch milliseconds, of the first record at or behind each offset,
  /// as far as it was told in time.
  Map<Place, Long> appendedAtMillis(Map<Place, Long> offsets);

  @Override
  void close();
}
