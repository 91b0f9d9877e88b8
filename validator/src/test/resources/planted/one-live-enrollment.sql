-- finds: one-live-enrollment, guards-as-defined
DROP INDEX uq_active_enrollment;
INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
VALUES (md5('ann in free twice')::uuid, md5('free')::uuid, md5('ann')::uuid, 'PENDING', 0, md5('enroll ann twice')::uuid, now());
UPDATE tournament SET enrolled_count = 2 WHERE id = md5('free')::uuid;
INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, enrollment_id, credits_charged, balance_after, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('enroll ann twice')::uuid, 'ENROLL', md5('free')::uuid, md5('ann')::uuid, 'ENROLLED', md5('ann in free twice')::uuid, 0, 900, now(), now(), md5('tournaments')::uuid, 0, 12);
UPDATE partition_progress SET next_offset = 13 WHERE topic_id = md5('tournaments')::uuid;
