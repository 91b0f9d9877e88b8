package dev.muster.quickstart.oracle;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.DecisionRow;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Enrollment.Cancellation;
import dev.muster.worker.decision.LedgerEntry;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Tournament;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads what the workers have written, in the form in which the core thinks of it.
final class DatabaseRows {
  private static final String DECISIONS =
      """
      SELECT name, request_id, type, tournament_id, player_id, outcome, reason, detail,
             enrollment_id, credits_charged, credits_refunded, balance_after, submitted_at,
             decided_at, partition, "offset"
      FROM decision
      JOIN command_topic USING (topic_id)
      ORDER BY name, partition, "offset"
      """;

  private static final String TOURNAMENTS =
      """
      SELECT id, name, capacity, fee_credits, status, opens_at, closes_at, refund_full_until,
             refund_percent_after, enrolled_count, cancel_reason, created_at, updated_at
      FROM tournament
      """;

  private static final String PLAYERS =
      """
      SELECT id, display_name, credit_balance, created_at FROM player
      """;

  private static final String ENROLLMENTS =
      """
      SELECT id, tournament_id, player_id, status, fee_charged, refund, request_id, enrolled_at,
             cancelled_at
      FROM enrollment
      """;

  private static final String LEDGER =
      """
      SELECT player_id, amount, balance_after, kind, enrollment_id, request_id, reason, created_at
      FROM credit_transaction
      ORDER BY id
      """;

  private static final String PROGRESS =
      """
      SELECT name, partition, next_offset, published_offset, parked_reason
      FROM partition_progress
      JOIN command_topic USING (topic_id)
      """;

  private final Connection connection;

  /// @param connection in a transaction that sees one moment only
  DatabaseRows(Connection connection) {
    this.connection = connection;
  }

  /// How far a partition is decided and published, and why it stands still, if it does.
  record Progress(long nextOffset, long publishedOffset, @Nullable String parkedReason) {}

  Map<TopicPartition, Progress> progress() throws SQLException {
    Map<TopicPartition, Progress> found = new HashMap<>();
    each(
        PROGRESS,
        row ->
            found.put(
                new TopicPartition(row.getString("name"), row.getInt("partition")),
                new Progress(
                    row.getLong("next_offset"),
                    row.getLong("published_offset"),
                    row.getString("parked_reason"))));
    return found;
  }

  /// Every decision, in the order of the log.
  List<Decided> decisions() throws SQLException {
    List<Decided> found = new ArrayList<>();
    each(DECISIONS, row -> found.add(new Decided(row.getString("name"), DecisionRow.read(row))));
    return found;
  }

  /// Everything that the log decides.
  Rows rows() throws SQLException {
    var rows = new Rows();
    for (Decided each : decisions()) {
      rows.put(RowNames.decision(each.result().header().requestId()), each.timeless());
    }
    each(TOURNAMENTS, row -> rows.put(RowNames.tournament(id(row, "id")), tournament(row)));
    each(PLAYERS, row -> rows.put(RowNames.player(id(row, "id")), player(row)));
    each(ENROLLMENTS, row -> rows.put(RowNames.enrollment(id(row, "id")), enrollment(row)));
    var ledger = new RowNames.Ledger();
    each(LEDGER, row -> rows.put(ledger.next(id(row, "player_id")), ledgerEntry(row)));
    return rows;
  }

  private static Tournament tournament(ResultSet row) throws SQLException {
    return new Tournament(
        id(row, "id"),
        row.getString("name"),
        row.getInt("capacity"),
        row.getLong("fee_credits"),
        TournamentStatus.valueOf(row.getString("status")),
        time(row, "opens_at"),
        time(row, "closes_at"),
        new RefundPolicy(time(row, "refund_full_until"), row.getInt("refund_percent_after")),
        row.getInt("enrolled_count"),
        row.getString("cancel_reason"),
        moment(row, "created_at"),
        moment(row, "updated_at"));
  }

  private static Player player(ResultSet row) throws SQLException {
    return new Player(
        id(row, "id"),
        row.getString("display_name"),
        row.getLong("credit_balance"),
        moment(row, "created_at"));
  }

  private static Enrollment enrollment(ResultSet row) throws SQLException {
    boolean live = row.getString("status").equals("ACTIVE");
    return new Enrollment(
        id(row, "id"),
        id(row, "tournament_id"),
        id(row, "player_id"),
        row.getLong("fee_charged"),
        id(row, "request_id"),
        moment(row, "enrolled_at"),
        live ? null : new Cancellation(row.getLong("refund"), moment(row, "cancelled_at")));
  }

  private static LedgerEntry ledgerEntry(ResultSet row) throws SQLException {
    return new LedgerEntry(
        id(row, "player_id"),
        row.getLong("amount"),
        row.getLong("balance_after"),
        LedgerEntry.Kind.valueOf(row.getString("kind")),
        row.getObject("enrollment_id", UUID.class),
        id(row, "request_id"),
        row.getString("reason"),
        moment(row, "created_at"));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
    return found == null ? null : found.toInstant();
  }

  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  private void each(String sql, RowConsumer consumer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        consumer.accept(row);
      }
    }
  }
}
