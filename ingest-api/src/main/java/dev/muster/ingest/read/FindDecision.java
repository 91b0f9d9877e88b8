package dev.muster.ingest.read;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.Result;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The outcome of a request, once there is one.
public final class FindDecision {
  private static final String SQL =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition, "offset"
      FROM decision
      WHERE request_id = ?
      """;

  private final JdbcClient jdbc;

  public FindDecision(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The result of a request, or empty while it is undecided or if there never was such a request.
  public Optional<Result> byId(UUID requestId) {
    return jdbc.sql(SQL).param(requestId).query((row, _) -> DecisionRow.read(row)).optional();
  }
}
