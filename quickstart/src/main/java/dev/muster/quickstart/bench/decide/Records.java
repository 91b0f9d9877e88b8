package dev.muster.quickstart.bench.decide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The rows that every design leaves behind for a request, a statement each.
final class Records implements AutoCloseable {
  /// Every decision has its place on a log; here a number that nobody else has.
  private static final AtomicLong PLACE = new AtomicLong();

  private static final UUID NO_TOPIC = new UUID(0, 0);

  private static final String INSERT_ENROLLMENT =
      """
      INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id,
                              enrolled_at)
      VALUES (?, ?, ?, 'ACTIVE', ?, ?, now())
      """;

  private static final String INSERT_MOVEMENT =
      """
      INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id,
                                      request_id, created_at)
      VALUES (?, ?, ?, 'ENROLLMENT_FEE', ?, ?, now())
      """;

  private static final String INSERT_DECISION =
      """
      INSERT INTO decision (topic_id, request_id, type, tournament_id, player_id, outcome, reason,
                            enrollment_id, credits_charged, balance_after, submitted_at,
                            decided_at, partition, "offset")
      VALUES (?, ?, 'ENROLL', ?, ?, ?, ?, ?, ?, ?, now(), now(), 0, ?)
      """;

  private final PreparedStatement enrollment;
  private final PreparedStatement movement;
  private final PreparedStatement decision;

  Records(Connection connection) throws SQLException {
    enrollment = connection.prepareStatement(INSERT_ENROLLMENT);
    movement = connection.prepareStatement(INSERT_MOVEMENT);
    decision = connection.prepareStatement(INSERT_DECISION);
  }

  /// A number for the next decision's place.
  static long place() {
    return PLACE.getAndIncrement();
  }

  /// A seat that was paid; the enrollment has the request's id.
  void enrolled(Wanted wish, long fee, long balance) throws SQLException {
    enrollment.setObject(1, wish.requestId());
    enrollment.setObject(2, wish.tournamentId());
    enrollment.setObject(3, wish.playerId());
    enrollment.setLong(4, fee);
    enrollment.setObject(5, wish.requestId());
    enrollment.executeUpdate();
    movement.setObject(1, wish.playerId());
    movement.setLong(2, -fee);
    movement.setLong(3, balance);
    movement.setObject(4, wish.requestId());
    movement.setObject(5, wish.requestId());
    movement.executeUpdate();
    decided(wish, "ENROLLED", null, wish.requestId(), fee, balance);
  }

  void rejected(Wanted wish, String reason) throws SQLException {
    decided(wish, "REJECTED", reason, null, null, null);
  }

  private void decided(
      Wanted wish,
      String outcome,
      @Nullable String reason,
      @Nullable UUID enrollmentId,
      @Nullable Long charged,
      @Nullable Long balance)
      throws SQLException {
    decision.setObject(1, NO_TOPIC);
    decision.setObject(2, wish.requestId());
    decision.setObject(3, wish.tournamentId());
    decision.setObject(4, wish.playerId());
    decision.setString(5, outcome);
    decision.setString(6, reason);
    decision.setObject(7, enrollmentId);
    decision.setObject(8, charged, java.sql.Types.BIGINT);
    decision.setObject(9, balance, java.sql.Types.BIGINT);
    decision.setLong(10, place());
    decision.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    enrollment.close();
    movement.close();
    decision.close();
  }
}
