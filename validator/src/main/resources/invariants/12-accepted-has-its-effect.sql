-- id: accepted-has-its-effect
-- severity: ERROR
-- every: minute
-- meaning: Whatever was ACCEPTED is there: the tournament or player it defined, the credits it granted, the cancellation and the refunds it reported.
-- what to do: Replay the log from before the request, or make the effect good by hand.
SELECT d.request_id, d.type, d.tournament_id, d.player_id, d.credits_refunded, d.balance_after,
       t.status AS found_status, c.refunded AS found_refunded, g.balance_after AS found_balance
FROM decision d
LEFT JOIN tournament t ON t.id = d.tournament_id
LEFT JOIN player p ON p.id = d.player_id
LEFT JOIN credit_transaction g ON g.request_id = d.request_id AND g.kind = 'GRANT'
LEFT JOIN LATERAL (
  SELECT sum(l.amount) AS refunded
  FROM credit_transaction l
  WHERE l.request_id = d.request_id
    AND l.kind = 'CANCELLATION_REFUND'
) c ON d.type = 'CANCEL_TOURNAMENT'
WHERE d.outcome = 'ACCEPTED'
  AND d.decided_at >= current_setting('muster.since')::timestamptz
  AND CASE d.type
        WHEN 'DEFINE_TOURNAMENT' THEN t.id IS NULL
        WHEN 'REGISTER_PLAYER' THEN p.id IS NULL
        WHEN 'GRANT_CREDITS' THEN g.id IS NULL
          OR g.player_id IS DISTINCT FROM d.player_id
          OR g.balance_after IS DISTINCT FROM d.balance_after
        WHEN 'CANCEL_TOURNAMENT' THEN t.status IS DISTINCT FROM 'CANCELLED'
          OR coalesce(c.refunded, 0) IS DISTINCT FROM d.credits_refunded
        ELSE true
      END
ORDER BY d.request_id
