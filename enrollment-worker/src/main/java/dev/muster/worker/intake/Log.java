package dev.muster.worker.intake;

import org.apache.kafka.common.TopicPartition;

/// What the broker holds of a partition.
interface Log {
  /// What is there.
  ///
  /// @param earliest the first offset that is still there
  /// @param end the offset the next record will get
  record Range(long earliest, long end) {}

  /// Asks the broker.
  ///
  /// @throws LogUnavailableException if it does not answer
  Range range(TopicPartition partition) throws LogUnavailableException, InterruptedException;
}
