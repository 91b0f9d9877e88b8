-- id: one-live-enrollment
-- severity: ERROR
-- meaning: A player holds at most one live enrollment in a tournament.
-- what to do: Keep the oldest, cancel and refund the others, and restore uq_active_enrollment.
SELECT player_id, tournament_id, count(*) AS live_enrollments, min(enrolled_at) AS first_at, max(enrolled_at) AS last_at
FROM enrollment
WHERE status IN ('PENDING', 'ACTIVE')
GROUP BY player_id, tournament_id
HAVING count(*) > 1
ORDER BY player_id, tournament_id
