-- finds: decided-within-progress
DELETE FROM partition_progress WHERE topic_id = md5('players')::uuid;
