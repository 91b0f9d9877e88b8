package dev.muster.ingest.log;

import dev.muster.schemas.Topics;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How topics are made, and what an existing one is held to.
///
/// @param partitions of each topic, for ever: a tournament's place is the hash of its id by this
/// @param replicationFactor copies of each partition; all but one of them must have an append
///     before it is acknowledged
/// @param retention how long commands and results are kept; an outage of the workers must be
///     shorter
public record TopicSettings(
    @DefaultValue("" + Topics.PARTITIONS_DEFAULT) int partitions,
    @DefaultValue("3") short replicationFactor,
    @DefaultValue("7d") Duration retention) {

  private static final int PARTITIONS_MAX = 1_000;
  private static final Duration RETENTION_MIN = Duration.ofHours(1);

  /// @throws IllegalArgumentException if a value is outside its bounds; the message names the
  ///     setting
  public TopicSettings {
    if (partitions < 1 || partitions > PARTITIONS_MAX) {
      throw new IllegalArgumentException(
          "muster.topics.partitions must be from 1 to " + PARTITIONS_MAX);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException("muster.topics.replication-factor must be at least 1");
    }
    if (retention.compareTo(RETENTION_MIN) < 0) {
      throw new IllegalArgumentException(
          "muster.topics.retention must be at least " + RETENTION_MIN.toHours() + "h");
    }
  }

  /// Brokers that must have an append: one may be down without stopping the drop.
  int inSyncReplicasMin() {
    return Math.max(1, replicationFactor - 1);
  }
}
