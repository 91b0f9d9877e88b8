-- id: charged-exactly-once
-- severity: ERROR
-- meaning: Every enrollment, live or cancelled, was charged its fee exactly once, by the request that made it, from the player who holds it; a free one never.
-- what to do: Refund what was charged too often, and charge or cancel what was not charged.
SELECT e.id AS enrollment_id, e.player_id, e.status, e.fee_charged, coalesce(c.charges, 0) AS charges, coalesce(c.charged, 0) AS charged
FROM enrollment e
LEFT JOIN (
  SELECT l.enrollment_id, count(*) AS charges, -sum(l.amount) AS charged, bool_and(l.player_id = o.player_id AND l.request_id = o.request_id) AS own
  FROM credit_transaction l
  JOIN enrollment o ON o.id = l.enrollment_id
  WHERE l.kind = 'ENROLLMENT_FEE'
  GROUP BY l.enrollment_id
) c ON c.enrollment_id = e.id
WHERE coalesce(c.charges, 0) <> CASE WHEN e.fee_charged > 0 THEN 1 ELSE 0 END
   OR coalesce(c.charged, 0) <> e.fee_charged
   OR NOT c.own
ORDER BY e.id
