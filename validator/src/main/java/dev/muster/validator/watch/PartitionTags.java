package dev.muster.validator.watch;

import io.micrometer.core.instrument.Tags;

/// By which gauges of a partition are told apart.
final class PartitionTags {
  private PartitionTags() {}

  static Tags of(String topic, int partition) {
    return Tags.of("topic", topic, "partition", Integer.toString(partition));
  }
}
