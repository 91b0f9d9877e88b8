-- id: cancelled-tournament-is-empty
-- severity: ERROR
-- meaning: Nobody is left in a cancelled tournament.
-- what to do: Cancel and refund these enrollments in full; they were charged for something that does not take place.
SELECT e.id AS enrollment_id, e.tournament_id, e.player_id, e.status, e.fee_charged
FROM enrollment e
JOIN tournament t ON t.id = e.tournament_id
WHERE t.status = 'CANCELLED'
  AND e.status IN ('PENDING', 'ACTIVE')
ORDER BY e.tournament_id, e.id
