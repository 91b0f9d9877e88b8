-- finds: decided-within-progress
UPDATE partition_progress SET next_offset = 11, published_offset = 11 WHERE topic_id = md5('tournaments')::uuid;
