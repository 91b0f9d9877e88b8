package dev.muster.ingest.read;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.Result;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The outcomes of many requests at once, as far as there are any.
public final class ListDecisions {
  private static final String SQL =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition, "offset"
      FROM decision
      WHERE request_id = ANY (?)
      """;

  private final JdbcClient jdbc;

  public ListDecisions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those that are decided, in no order.
  public List<Result> byIds(Collection<UUID> requestIds) {
    return jdbc.sql(SQL)
        .param(requestIds.toArray(UUID[]::new))
        .query((row, _) -> DecisionRow.read(row))
        .list();
  }
}
