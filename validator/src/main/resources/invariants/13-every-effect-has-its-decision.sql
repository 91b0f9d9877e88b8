-- id: every-effect-has-its-decision
-- severity: ERROR
-- meaning: No seat is taken or given back and no credit moves without a decision that says so.
-- what to do: Somebody wrote past the worker, or a decision was removed. Find out who holds the rights of the owner or the worker role.
SELECT 'enrollment' AS effect, e.id::text AS id, e.request_id, d.outcome AS decided
FROM enrollment e
LEFT JOIN decision d ON d.request_id = e.request_id
WHERE d.outcome IS DISTINCT FROM 'ENROLLED'
   OR d.enrollment_id IS DISTINCT FROM e.id
UNION ALL
SELECT 'cancellation of enrollment', e.id::text, NULL, NULL
FROM enrollment e
LEFT JOIN decision u ON u.enrollment_id = e.id AND u.outcome = 'UNENROLLED'
LEFT JOIN (
  SELECT DISTINCT tournament_id
  FROM decision
  WHERE outcome = 'ACCEPTED' AND type = 'CANCEL_TOURNAMENT'
) c ON c.tournament_id = e.tournament_id
WHERE e.status = 'CANCELLED'
  AND u.request_id IS NULL
  AND c.tournament_id IS NULL
UNION ALL
SELECT 'credit_transaction ' || l.kind, l.id::text, l.request_id, d.outcome
FROM credit_transaction l
LEFT JOIN decision d ON d.request_id = l.request_id
WHERE (l.kind, d.outcome, d.type) IS DISTINCT FROM ('GRANT', 'ACCEPTED', 'GRANT_CREDITS')
  AND (l.kind, d.outcome, d.type) IS DISTINCT FROM ('ENROLLMENT_FEE', 'ENROLLED', 'ENROLL')
  AND (l.kind, d.outcome, d.type) IS DISTINCT FROM ('UNENROLLMENT_REFUND', 'UNENROLLED', 'UNENROLL')
  AND (l.kind, d.outcome, d.type) IS DISTINCT FROM ('CANCELLATION_REFUND', 'ACCEPTED', 'CANCEL_TOURNAMENT')
ORDER BY 1, 2
