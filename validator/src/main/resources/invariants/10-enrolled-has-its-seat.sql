-- id: enrolled-has-its-seat
-- severity: ERROR
-- every: minute
-- meaning: Whoever was told ENROLLED has the enrollment that was promised, made by that request at the price that was said.
-- what to do: The player was promised a seat that is not there or is another. Replay the log from before the request, or make the promise good by hand.
SELECT d.request_id, d.tournament_id, d.player_id, d.enrollment_id, d.credits_charged,
       e.tournament_id AS found_tournament_id, e.player_id AS found_player_id, e.fee_charged AS found_fee, l.balance_after AS found_balance
FROM decision d
LEFT JOIN enrollment e ON e.id = d.enrollment_id AND e.request_id = d.request_id
LEFT JOIN credit_transaction l ON l.request_id = d.request_id AND l.kind = 'ENROLLMENT_FEE' AND l.enrollment_id = d.enrollment_id
WHERE d.outcome = 'ENROLLED'
  AND d.decided_at >= current_setting('muster.since')::timestamptz
  AND (e.id IS NULL
    OR d.type IS DISTINCT FROM 'ENROLL'
    OR e.tournament_id IS DISTINCT FROM d.tournament_id
    OR e.player_id IS DISTINCT FROM d.player_id
    OR e.fee_charged IS DISTINCT FROM d.credits_charged
    OR l.balance_after <> d.balance_after)
ORDER BY d.request_id
