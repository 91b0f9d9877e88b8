package dev.muster.worker.intake;

import org.apache.kafka.common.TopicPartition;

/// How far a lane is, for those who look on from other threads.
final class LaneProgress {
  private final TopicPartition partition;
  private final Inbox inbox;
  private volatile long epoch;
  private volatile long decidedOffset = -1;
  private volatile long logEnd = -1;
  private volatile long decidingMillis = Long.MAX_VALUE;

  LaneProgress(TopicPartition partition, Inbox inbox) {
    this.partition = partition;
    this.inbox = inbox;
  }

  TopicPartition partition() {
    return partition;
  }

  /// Number of the claim; 0 before the first.
  long epoch() {
    return epoch;
  }

  /// Every command below it is decided; -1 while unknown.
  long decidedOffset() {
    return decidedOffset;
  }

  /// Commands on the log that are not decided yet; 0 while unknown.
  long lag() {
    return decidedOffset < 0 ? 0 : Math.max(0, logEnd - decidedOffset);
  }

  /// When the oldest command in hand was appended, in milliseconds since the epoch; the largest
  /// number if there is none.
  long oldestUndecidedMillis() {
    return Math.min(decidingMillis, inbox.oldestMillis());
  }

  /// The log is known to go up to this offset.
  void logEnd(long offset) {
    logEnd = offset;
  }

  void claimed(long newEpoch) {
    epoch = newEpoch;
  }

  /// A batch is being decided whose first command was appended at this time.
  void deciding(long appendedMillis) {
    decidingMillis = appendedMillis;
  }

  void decided(long nextOffset) {
    decidedOffset = nextOffset;
    idle();
  }

  /// Nothing is being decided.
  void idle() {
    decidingMillis = Long.MAX_VALUE;
  }
}
