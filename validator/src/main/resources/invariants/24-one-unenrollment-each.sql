-- id: one-unenrollment-each
-- severity: ERROR
-- meaning: An enrollment was given back by one request at most.
-- what to do: Two people, or one twice, were told that they gave up the same seat. Replay names the decision that the log does not come to.
SELECT enrollment_id, count(*) AS decisions, min(decided_at) AS first_at, max(decided_at) AS last_at
FROM decision
WHERE outcome = 'UNENROLLED'
GROUP BY enrollment_id
HAVING count(*) > 1
ORDER BY enrollment_id
