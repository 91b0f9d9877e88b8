-- id: decided-within-progress
-- severity: ERROR
-- every: minute
-- meaning: Every decision lies below the next offset of its partition, so nothing is decided a second time and every result is published.
-- what to do: The partition's progress went back or a decision was written without it. Stop the partition; compare next_offset with the newest decision and the log.
SELECT d.request_id, d.topic_id, d.partition, d."offset", p.next_offset
FROM decision d
LEFT JOIN partition_progress p ON p.topic_id = d.topic_id AND p.partition = d.partition
WHERE d.decided_at >= current_setting('muster.since')::timestamptz
  AND (p.next_offset IS NULL
    OR d."offset" >= p.next_offset)
ORDER BY d.topic_id, d.partition, d."offset"
