-- id: references-resolve
-- severity: ERROR
-- meaning: Every enrollment is of a tournament and a player that are there, and every movement of credits of a player and an enrollment that are there.
-- what to do: A row was deleted, or written past the triggers that look references up. Restore what is referred to, or replay the log to see which row is not of it.
SELECT 'enrollment' AS table_name, e.id::text AS id, e.tournament_id, e.player_id, NULL::uuid AS enrollment_id
FROM enrollment e
LEFT JOIN tournament t ON t.id = e.tournament_id
LEFT JOIN player p ON p.id = e.player_id
WHERE t.id IS NULL
   OR p.id IS NULL
UNION ALL
SELECT 'credit_transaction', l.id::text, NULL, l.player_id, l.enrollment_id
FROM credit_transaction l
LEFT JOIN player p ON p.id = l.player_id
LEFT JOIN enrollment e ON e.id = l.enrollment_id
WHERE p.id IS NULL
   OR (l.enrollment_id IS NOT NULL AND e.id IS NULL)
ORDER BY table_name, id
