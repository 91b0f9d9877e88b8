package dev.muster.validator.replay;

/// A place on the log.
record Place(String topic, int partition, long offset) {
  /// Whether both are in one partition, so that the log says which was first.
  boolean sharesPartition(Place other) {
    return partition == other.partition && topic.equals(other.topic);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
