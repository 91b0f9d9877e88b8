package dev.muster.validator.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the tournament's decisions in the order of the log, however many there are. No index leads
/// to them, so the table is read once; with a time to begin at, from there.
final class ReadEntries {
  private static final int FETCH_ROWS = 2_000;

  private static final String QUERY =
      """
      SELECT d.request_id, d.type, d.player_id, d.outcome, d.reason, d.credits_charged, d.credits_refunded,
             (extract(epoch FROM d.submitted_at) * 1000000)::bigint AS submitted_us,
             (extract(epoch FROM d.decided_at) * 1000000)::bigint AS decided_us,
             log.number, d.partition, d."offset"
      FROM decision d
      JOIN unnest(?::uuid[]) WITH ORDINALITY log (topic_id, number) ON log.topic_id = d.topic_id
      WHERE d.tournament_id = ? AND d.decided_at >= coalesce(?, '-infinity'::timestamptz)
      ORDER BY log.number, d.partition, d."offset", d.request_id
      """;

  /// Takes the facts, then one entry after the other.
  interface Sink {
    void begin(Facts facts);

    void take(Entry entry);
  }

  private ReadEntries() {}

  /// Reads them all.
  ///
  /// @param topics which logs, by number
  static void into(
      Sink sink,
      Connection connection,
      UUID tournament,
      List<UUID> topics,
      @Nullable Instant since,
      Salt salt)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, connection.createArrayOf("uuid", topics.toArray()));
      statement.setObject(2, tournament);
      statement.setObject(3, since == null ? null : since.atOffset(ZoneOffset.UTC));
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        for (long place = 1; rows.next(); place++) {
          sink.take(entry(place, rows, salt));
        }
      }
    }
  }

  private static Entry entry(long place, ResultSet row, Salt salt) throws SQLException {
    UUID player = row.getObject("player_id", UUID.class);
    String type = row.getString("type");
    String reason = row.getString("reason");
    long submitted = row.getLong("submitted_us");
    return new Entry(
        place,
        row.getInt("number"),
        row.getInt("partition"),
        row.getLong("offset"),
        submitted,
        row.getLong("decided_us") - submitted,
        type == null ? "?" : Entry.asWord(type),
        salt.alias(row.getObject("request_id", UUID.class)),
        player == null ? null : salt.alias(player),
        Entry.asWord(row.getString("outcome")),
        reason == null ? null : Entry.asWord(reason),
        row.getObject("credits_charged", Long.class),
        row.getObject("credits_refunded", Long.class));
  }
}
