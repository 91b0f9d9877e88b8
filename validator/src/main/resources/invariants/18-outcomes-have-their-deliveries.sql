-- id: outcomes-have-their-deliveries
-- severity: WARNING
-- meaning: Every published outcome that a webhook endpoint asked for has a delivery to it, a quarter of an hour after it was decided at the latest.
-- what to do: Look whether a worker with the webhooks' role runs and how far it lags. If it does not lag, POST /v1/webhook-endpoints/{id}/replay-missing since the first of them.
-- Demanded is what was decided since the endpoint was last changed, as far back as deliveries are kept.
WITH kept AS (
  SELECT min(to_date(right(c.relname, 8), 'YYYYMMDD'))::timestamp AT TIME ZONE 'UTC' AS since
  FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'webhook_delivery'::regclass
), event AS (
  SELECT d.request_id, d.tournament_id, d.decided_at,
         CASE
           WHEN d.outcome = 'ENROLLED' THEN 'enrollment.enrolled'
           WHEN d.outcome = 'UNENROLLED' THEN 'enrollment.unenrolled'
           WHEN d.outcome = 'REJECTED' AND d.type IN ('ENROLL', 'UNENROLL') THEN 'enrollment.rejected'
           WHEN d.outcome = 'ACCEPTED' AND d.type = 'CANCEL_TOURNAMENT' THEN 'tournament.cancelled'
         END AS event_type
  FROM decision d
  JOIN partition_progress p ON p.topic_id = d.topic_id AND p.partition = d.partition AND d."offset" < p.published_offset
  WHERE d.decided_at >= current_setting('muster.since')::timestamptz
    AND d.decided_at >= (SELECT since FROM kept)
    AND d.decided_at >= (SELECT min(created_at) FROM webhook_endpoint WHERE state <> 'DELETED')
    AND d.decided_at < now() - interval '15 minutes'
)
SELECT n.id AS endpoint_id, e.event_type, e.request_id AS event_id, e.tournament_id, e.decided_at
FROM event e
JOIN webhook_endpoint n
  ON n.state <> 'DELETED'
 AND e.event_type = ANY (n.event_types)
 AND (n.tournament_ids IS NULL OR e.tournament_id = ANY (n.tournament_ids))
 AND e.decided_at > greatest(n.created_at, n.updated_at)
LEFT JOIN webhook_delivery w ON w.endpoint_id = n.id AND w.occurred_at = e.decided_at AND w.event_id = e.request_id
WHERE w.event_id IS NULL
ORDER BY n.id, e.decided_at
