package dev.muster.quickstart.rehearse.fault;

import java.time.Instant;

/// Who holds a partition of the command topics, and how far it is.
///
/// @param owner the worker that claimed it last: its host and process id
record Claim(
    String topic, int partition, long epoch, long nextOffset, String owner, Instant claimedAt) {

  boolean isOf(long pid) {
    return owner.endsWith("-" + pid);
  }

  boolean isSamePartition(Claim other) {
    return partition == other.partition && topic.equals(other.topic);
  }

  String name() {
    return topic + "-" + partition;
  }
}
