package dev.muster.quickstart.storm;

import dev.muster.quickstart.client.Polling;
import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What was decided, as the rows say, for what no endpoint tells.
final class Decisions {
  private static final String COUNT =
      """
      SELECT count(*) FROM decision WHERE request_id = ANY (?)
      """;

  private static final String MISSING =
      """
      SELECT id FROM unnest(?) AS id WHERE id NOT IN (SELECT request_id FROM decision) LIMIT 5
      """;

  private static final String BY_IDS =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition,
             "offset"
      FROM decision
      WHERE request_id = ANY (?)
      ORDER BY topic_id, partition, "offset"
      """;

  private static final String BY_POSITION =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition,
             "offset"
      FROM decision
      JOIN command_topic USING (topic_id)
      WHERE name = ? AND partition = ? AND "offset" = ?
      """;

  private static final String OF_PLAYER =
      """
      SELECT count(*) FROM decision WHERE tournament_id = ? AND player_id = ?
      """;

  private static final String OWNERS =
      """
      SELECT owner
      FROM partition_progress
      JOIN command_topic USING (topic_id)
      WHERE name = 'muster.tournament.commands'
      ORDER BY partition
      """;

  private static final String PARKED =
      """
      SELECT partition || ': ' || parked_reason FROM partition_progress WHERE parked_at IS NOT NULL
      """;

  private final DataSource database;

  Decisions(DataSource database) {
    this.database = database;
  }

  /// Returns when every one of these requests has its decision.
  void awaitAll(Collection<UUID> requestIds) {
    UUID[] ids = requestIds.toArray(UUID[]::new);
    try {
      Polling.until(
          ids.length + " decisions",
          () ->
              query(COUNT, row -> row.getLong(1), (Object) ids).getFirst() == ids.length
                  ? true
                  : null);
    } catch (AssertionError e) {
      throw new AssertionError(
          "undecided: " + query(MISSING, row -> row.getString(1), (Object) ids), e);
    }
  }

  /// The decisions of these requests, in the order of the log.
  List<Result> ofRequests(Collection<UUID> requestIds) {
    return query(BY_IDS, DecisionRow::read, (Object) requestIds.toArray(UUID[]::new));
  }

  /// The decision of the record at a place on the log, or null while there is none.
  @Nullable Result at(String topic, LogPosition position) {
    List<Result> found =
        query(BY_POSITION, DecisionRow::read, topic, position.partition(), position.offset());
    return found.isEmpty() ? null : found.getFirst();
  }

  /// How many requests of a player for a tournament were decided.
  long count(UUID tournamentId, UUID playerId) {
    return query(OF_PLAYER, row -> row.getLong(1), tournamentId, playerId).getFirst();
  }

  /// Who holds each partition of the tournament commands, by partition.
  Stream<String> owners() {
    return query(OWNERS, row -> row.getString(1)).stream();
  }

  /// The partitions that stand still, with the reason.
  List<String> parked() {
    return query(PARKED, row -> row.getString(1));
  }

  private <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (row.next()) {
          found.add(reader.read(row));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the decisions", e);
    }
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
