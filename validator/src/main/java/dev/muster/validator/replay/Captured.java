package dev.muster.validator.replay;

import java.util.UUID;

/// How far a partition is decided in the snapshot that everything is compared with.
///
/// @param partitionCount of its topic, as pinned
record Captured(UUID topicId, String topic, int partitionCount, int partition, long nextOffset) {}
