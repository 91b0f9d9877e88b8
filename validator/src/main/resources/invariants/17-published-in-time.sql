-- id: published-in-time
-- severity: WARNING
-- every: minute
-- meaning: No decision waits for more than a minute to be published.
-- what to do: Clients that poll have their outcomes; streams and webhooks do not. Look whether the worker that owns the partition reaches the broker; a claim by any worker publishes what is left.
SELECT t.name AS topic, p.partition, p.published_offset, p.next_offset, w.decisions, w.oldest_decided_at
FROM partition_progress p
LEFT JOIN command_topic t ON t.topic_id = p.topic_id
CROSS JOIN LATERAL (
  SELECT count(*) AS decisions, min(d.decided_at) AS oldest_decided_at
  FROM decision d
  WHERE d.topic_id = p.topic_id
    AND d.partition = p.partition
    AND d."offset" >= p.published_offset
    AND d."offset" < p.next_offset
) w
WHERE w.oldest_decided_at < now() - interval '1 minute'
ORDER BY t.name, p.partition
