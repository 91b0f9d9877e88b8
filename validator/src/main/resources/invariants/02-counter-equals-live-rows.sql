-- id: counter-equals-live-rows
-- severity: ERROR
-- meaning: A tournament's enrolled_count is the number of its live enrollments.
-- what to do: Trust the enrollments. Correct enrolled_count while the tournament's partition is stopped, then find the statement that wrote one without the other.
SELECT t.id AS tournament_id, t.enrolled_count, coalesce(l.live, 0) AS live_enrollments
FROM tournament t
LEFT JOIN (
  SELECT tournament_id, count(*) AS live
  FROM enrollment
  WHERE status IN ('PENDING', 'ACTIVE')
  GROUP BY tournament_id
) l ON l.tournament_id = t.id
WHERE t.enrolled_count <> coalesce(l.live, 0)
ORDER BY t.id
