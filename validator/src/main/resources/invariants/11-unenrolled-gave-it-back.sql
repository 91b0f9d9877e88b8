-- id: unenrolled-gave-it-back
-- severity: ERROR
-- every: minute
-- meaning: Whoever was told UNENROLLED has that enrollment cancelled, by that request, with the refund that was said.
-- what to do: Cancel the enrollment and refund what was promised, or replay the log from before the request.
SELECT d.request_id, d.tournament_id, d.player_id, d.enrollment_id, d.credits_refunded,
       e.status AS found_status, e.refund AS found_refund, l.amount AS found_ledger_amount
FROM decision d
LEFT JOIN enrollment e ON e.id = d.enrollment_id
LEFT JOIN credit_transaction l ON l.request_id = d.request_id AND l.kind = 'UNENROLLMENT_REFUND' AND l.enrollment_id = d.enrollment_id
WHERE d.outcome = 'UNENROLLED'
  AND d.decided_at >= current_setting('muster.since')::timestamptz
  AND (e.status IS DISTINCT FROM 'CANCELLED'
    OR d.type IS DISTINCT FROM 'UNENROLL'
    OR e.tournament_id IS DISTINCT FROM d.tournament_id
    OR e.player_id IS DISTINCT FROM d.player_id
    OR e.refund IS DISTINCT FROM d.credits_refunded
    OR (d.credits_refunded > 0 AND l.id IS NULL)
    OR l.balance_after <> d.balance_after)
ORDER BY d.request_id
