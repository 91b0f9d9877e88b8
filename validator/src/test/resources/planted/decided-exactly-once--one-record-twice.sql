-- finds: decided-exactly-once, guards-as-defined
ALTER TABLE decision DROP CONSTRAINT uq_decision_log_position;
INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('enroll bob later')::uuid, 'ENROLL', md5('off')::uuid, md5('bob')::uuid, 'REJECTED', 'TOURNAMENT_NOT_OPEN', now(), now(), md5('tournaments')::uuid, 0, 9);
