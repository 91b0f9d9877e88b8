-- finds: one-unenrollment-each, unenrolled-gave-it-back
INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, enrollment_id, credits_refunded, balance_after, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('unenroll cas twice')::uuid, 'UNENROLL', md5('paid')::uuid, md5('cas')::uuid, 'UNENROLLED', md5('cas was in paid')::uuid, 50, 950, now(), now(), md5('tournaments')::uuid, 0, 12);
UPDATE partition_progress SET next_offset = 13 WHERE topic_id = md5('tournaments')::uuid;
