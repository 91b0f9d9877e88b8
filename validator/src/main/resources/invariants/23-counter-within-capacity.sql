-- id: counter-within-capacity
-- severity: ERROR
-- every: minute
-- meaning: No tournament's counter says that more seats are taken than there are, or fewer than none.
-- what to do: As for within-capacity, which counts the enrollments too.
SELECT id AS tournament_id, capacity, enrolled_count
FROM tournament
WHERE enrolled_count < 0
   OR enrolled_count > capacity
ORDER BY id
