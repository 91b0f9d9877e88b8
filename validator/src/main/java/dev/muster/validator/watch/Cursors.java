package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// How far the records of each topic are dealt with, by the database.
///
/// @param commands next offset to decide, by topic id and partition
/// @param results next offset to turn into deliveries; empty where webhooks are off
record Cursors(Map<UUID, Map<Integer, Long>> commands, Map<UUID, Map<Integer, Long>> results) {

  static Cursors read(Connection connection) throws SQLException {
    Map<UUID, Map<Integer, Long>> commands = new HashMap<>();
    for (ReadProgress.Row row : ReadProgress.execute(connection)) {
      commands
          .computeIfAbsent(row.topicId(), _ -> new HashMap<>())
          .put(row.partition(), row.nextOffset());
    }
    return new Cursors(commands, ReadFanout.execute(connection));
  }

  /// Zero for a partition that no worker ever claimed: nothing of it is decided.
  long decided(UUID topicId, int partition) {
    return commands.getOrDefault(topicId, Map.of()).getOrDefault(partition, 0L);
  }

  /// Nothing for a partition that no fan-out ever began.
  OptionalLong fannedOut(UUID topicId, int partition) {
    Long next = results.getOrDefault(topicId, Map.of()).get(partition);
    return next == null ? OptionalLong.empty() : OptionalLong.of(next);
  }
}
