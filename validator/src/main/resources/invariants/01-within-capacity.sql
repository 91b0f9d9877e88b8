-- id: within-capacity
-- severity: ERROR
-- meaning: No tournament has more seats taken than it has seats, by its counter or by its live enrollments.
-- what to do: Stop the tournament's partition. Either raise the capacity or cancel the newest live enrollments, then find who wrote past chk_enrolled_within_capacity.
SELECT t.id AS tournament_id, t.capacity, t.enrolled_count, coalesce(l.live, 0) AS live_enrollments
FROM tournament t
LEFT JOIN (
  SELECT tournament_id, count(*) AS live
  FROM enrollment
  WHERE status IN ('PENDING', 'ACTIVE')
  GROUP BY tournament_id
) l ON l.tournament_id = t.id
WHERE t.enrolled_count < 0
   OR t.enrolled_count > t.capacity
   OR l.live > t.capacity
ORDER BY t.id
