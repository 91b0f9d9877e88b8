package dev.muster.ingest.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.Topics;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.LogPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A tournament's seats together with how far its partition is decided. It must be one statement:
/// two would see two snapshots, and a batch that commits in between would be counted twice or not
/// at all.
public final class FindStanding {
  // The remainder is how Java's default partitioner places the key.
  private static final String SQL =
      """
      SELECT tournament.status, tournament.capacity, tournament.enrolled_count,
             progress.partition, progress.next_offset
      FROM tournament
      LEFT JOIN command_topic topic ON topic.name = ?
      LEFT JOIN partition_progress progress
        ON progress.topic_id = topic.topic_id AND progress.partition = ?::integer % topic.partition_count
      WHERE tournament.id = ?
      """;

  private final JdbcClient jdbc;

  public FindStanding(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Where it stands now, or empty if there is no such tournament.
  public Optional<Standing> byId(UUID id) {
    int hash = Utils.toPositive(Utils.murmur2(id.toString().getBytes(UTF_8)));
    return jdbc.sql(SQL)
        .params(Topics.TOURNAMENT_COMMANDS, hash, id)
        .query((row, _) -> standing(id, row))
        .optional();
  }

  private static Standing standing(UUID id, ResultSet row) throws SQLException {
    int partition = row.getInt("partition");
    LogPosition next =
        row.wasNull() ? null : new LogPosition(partition, row.getLong("next_offset"));
    return new Standing(
        id,
        TournamentStatus.valueOf(row.getString("status")),
        row.getInt("capacity"),
        row.getInt("enrolled_count"),
        next);
  }
}
