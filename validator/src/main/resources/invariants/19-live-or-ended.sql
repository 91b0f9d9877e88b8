-- id: live-or-ended
-- severity: ERROR
-- meaning: An enrollment is either live, without an end and a refund, or cancelled, with both; there is no third state, and nothing ends before it begins.
-- what to do: Replay names the command that the row should come from. Restore chk_enrollment_status and chk_enrollment_cancellation.
SELECT id AS enrollment_id, tournament_id, player_id, status, enrolled_at, cancelled_at, refund
FROM enrollment
WHERE status NOT IN ('PENDING', 'ACTIVE', 'CANCELLED')
   OR (status = 'CANCELLED') <> (cancelled_at IS NOT NULL)
   OR (status = 'CANCELLED') <> (refund IS NOT NULL)
   OR cancelled_at < enrolled_at
ORDER BY id
