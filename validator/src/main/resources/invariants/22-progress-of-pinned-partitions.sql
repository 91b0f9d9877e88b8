-- id: progress-of-pinned-partitions
-- severity: ERROR
-- every: minute
-- meaning: Progress is kept of the pinned topics' partitions and of nothing else, once each, and what is published was decided.
-- what to do: Stop the workers. A topic was made anew or its partitions were counted differently: the order of tournaments may be broken. Compare command_topic with the broker.
SELECT p.topic_id, t.name AS topic, p.partition, t.partition_count, p.next_offset, p.published_offset
FROM partition_progress p
LEFT JOIN command_topic t ON t.topic_id = p.topic_id
WHERE t.name IS NULL
   OR p.partition < 0
   OR p.partition >= t.partition_count
   OR p.published_offset < 0
   OR p.published_offset > p.next_offset
   OR EXISTS (
     SELECT FROM partition_progress other
     WHERE other.topic_id = p.topic_id AND other.partition = p.partition AND other.ctid <> p.ctid
   )
ORDER BY p.topic_id, p.partition
