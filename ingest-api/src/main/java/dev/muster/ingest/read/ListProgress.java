package dev.muster.ingest.read;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How far each partition of the command topics is decided and its results are published.
public final class ListProgress {
  private static final String SQL =
      """
      SELECT topic.name, progress.partition, progress.next_offset, progress.published_offset
      FROM command_topic topic
      JOIN partition_progress progress ON progress.topic_id = topic.topic_id
      """;

  private final JdbcClient jdbc;

  public ListProgress(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// All of them, a few dozen rows.
  public List<Progress> all() {
    return jdbc.sql(SQL)
        .query(
            (row, _) ->
                new Progress(
                    row.getString("name"),
                    row.getInt("partition"),
                    row.getLong("next_offset"),
                    row.getLong("published_offset")))
        .list();
  }

  /// One partition.
  ///
  /// @param nextOffset every command below it is decided
  /// @param publishedOffset every result below it is published
  public record Progress(String topic, int partition, long nextOffset, long publishedOffset) {}
}
