-- id: decided-exactly-once
-- severity: ERROR
-- meaning: A request has one decision, and a record of the log decides one request.
-- what to do: Restore pk_decision and uq_decision_log_position. Then replay: it names the decision that the log comes to; the other one was written past the worker.
SELECT 'request ' || request_id AS decided, count(*) AS decisions, min(decided_at) AS first_at, max(decided_at) AS last_at
FROM decision
GROUP BY request_id
HAVING count(*) > 1
UNION ALL
SELECT 'record ' || topic_id || '/' || partition || '/' || "offset", count(*), min(decided_at), max(decided_at)
FROM decision
GROUP BY topic_id, partition, "offset"
HAVING count(*) > 1
ORDER BY 1
