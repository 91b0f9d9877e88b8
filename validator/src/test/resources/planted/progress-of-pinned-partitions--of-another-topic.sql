-- finds: progress-of-pinned-partitions
INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
VALUES (md5('made anew')::uuid, 0, 1, 0, 0, 'worker', now());
