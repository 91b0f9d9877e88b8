-- finds: published-in-time
UPDATE partition_progress SET published_offset = 9 WHERE topic_id = md5('tournaments')::uuid;
UPDATE decision SET decided_at = now() - interval '2 minutes' WHERE topic_id = md5('tournaments')::uuid;
