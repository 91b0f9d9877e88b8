package dev.muster.quickstart.bench.decide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Everything in one call of a function in the database, a request each: one round trip, and a
/// guarded counter instead of a count. The tournament's row comes last, so that it is locked for as
/// short a time as can be; who sees that it is full needs no lock at all.
final class OneCallFunction extends CallingContender {
  private static final String CREATE =
      """
      CREATE FUNCTION bench_enroll(request uuid, tournament_wanted uuid, player_wanted uuid,
                                   place bigint)
      RETURNS text LANGUAGE plpgsql AS $$
      DECLARE
        seen record;
        balance bigint;
        refused text;
      BEGIN
        IF EXISTS (SELECT FROM decision WHERE request_id = request) THEN
          RETURN 'REPEATED';
        END IF;
        SELECT status, fee_credits, capacity, enrolled_count INTO seen
        FROM tournament WHERE id = tournament_wanted;
        IF NOT FOUND THEN
          refused := 'TOURNAMENT_NOT_FOUND';
        ELSIF seen.status <> 'OPEN' THEN
          refused := 'TOURNAMENT_NOT_OPEN';
        ELSIF EXISTS (SELECT FROM enrollment
                      WHERE player_id = player_wanted AND tournament_id = tournament_wanted
                        AND status IN ('PENDING', 'ACTIVE')) THEN
          refused := 'ALREADY_ENROLLED';
        ELSIF seen.enrolled_count >= seen.capacity THEN
          refused := 'TOURNAMENT_FULL';
        ELSE
          BEGIN
            UPDATE player SET credit_balance = credit_balance - seen.fee_credits
            WHERE id = player_wanted AND credit_balance >= seen.fee_credits
            RETURNING credit_balance INTO balance;
            IF NOT FOUND THEN
              refused := 'INSUFFICIENT_CREDITS';
            ELSE
              INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged,
                                      request_id, enrolled_at)
              VALUES (request, tournament_wanted, player_wanted, 'ACTIVE', seen.fee_credits,
                      request, now());
              INSERT INTO credit_transaction (player_id, amount, balance_after, kind,
                                              enrollment_id, request_id, created_at)
              VALUES (player_wanted, -seen.fee_credits, balance, 'ENROLLMENT_FEE', request,
                      request, now());
              UPDATE tournament SET enrolled_count = enrolled_count + 1
              WHERE id = tournament_wanted AND enrolled_count < capacity;
              IF NOT FOUND THEN
                RAISE EXCEPTION USING ERRCODE = 'MU002';
              END IF;
            END IF;
          EXCEPTION WHEN SQLSTATE 'MU002' THEN
            refused := 'TOURNAMENT_FULL';
          END;
        END IF;
        INSERT INTO decision (topic_id, request_id, type, tournament_id, player_id, outcome,
                              reason, enrollment_id, credits_charged, balance_after,
                              submitted_at, decided_at, partition, "offset")
        VALUES ('00000000-0000-0000-0000-000000000000', request, 'ENROLL', tournament_wanted,
                player_wanted, CASE WHEN refused IS NULL THEN 'ENROLLED' ELSE 'REJECTED' END,
                refused, CASE WHEN refused IS NULL THEN request END,
                CASE WHEN refused IS NULL THEN seen.fee_credits END,
                CASE WHEN refused IS NULL THEN balance END, now(), now(), 0, place);
        RETURN coalesce(refused, 'ENROLLED');
      END
      $$
      """;

  private static final String CALL = "SELECT bench_enroll(?, ?, ?, ?)";

  OneCallFunction(Arena arena) throws SQLException {
    super("one-call function, 16 connections", created(arena), Session::new);
  }

  private static Arena created(Arena arena) throws SQLException {
    try (Connection connection = arena.owner().getConnection();
        PreparedStatement create = connection.prepareStatement(CREATE)) {
      create.execute();
    }
    return arena;
  }

  private static final class Session implements Callers.Session {
    private final Connection connection;
    private final PreparedStatement call;

    Session(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(true);
      call = connection.prepareStatement(CALL);
    }

    @Override
    public void decide(Wanted wish) throws SQLException {
      call.setObject(1, wish.requestId());
      call.setObject(2, wish.tournamentId());
      call.setObject(3, wish.playerId());
      call.setLong(4, Records.place());
      call.executeQuery().close();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
