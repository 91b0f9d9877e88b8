INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count, created_at, updated_at)
VALUES (md5('t')::uuid, 'Finale', 2, 100, 'OPEN', 1, now(), now());

INSERT INTO player (id, credit_balance, created_at)
VALUES (md5('p')::uuid, 950, now());

INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, refund, request_id, enrolled_at, cancelled_at)
VALUES (md5('live')::uuid, md5('t')::uuid, md5('p')::uuid, 'ACTIVE', 100, NULL, md5('r1')::uuid, now(), NULL),
       (md5('gone')::uuid, md5('t')::uuid, md5('p')::uuid, 'CANCELLED', 100, 50, md5('r2')::uuid, now(), now());

INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('p')::uuid, 1000, 1000, 'GRANT', NULL, md5('r0')::uuid, now()),
       (md5('p')::uuid, -100, 900, 'ENROLLMENT_FEE', md5('live')::uuid, md5('r1')::uuid, now()),
       (md5('p')::uuid, 50, 950, 'UNENROLLMENT_REFUND', md5('gone')::uuid, md5('r2')::uuid, now());

INSERT INTO decision (request_id, outcome, enrollment_id, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('r1')::uuid, 'ENROLLED', md5('live')::uuid, now(), now(), md5('topic')::uuid, 0, 0);

INSERT INTO idempotency_key (key, request_id)
VALUES (md5('k')::uuid, md5('r1')::uuid);

INSERT INTO command_topic (name, topic_id, partition_count)
VALUES ('commands', md5('topic')::uuid, 12);

INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
VALUES (md5('topic')::uuid, 0, 1, 1, 1, 'worker', now());

INSERT INTO webhook_endpoint (id, url, event_types, ordering, batch_size_max, concurrency_max, state, state_since, signature_version, sealed_secret, created_at, updated_at)
VALUES (md5('e')::uuid, 'https://receiver.example', '{enrollment.enrolled}', 'NONE', 1, 32, 'ACTIVE', now(), 'v1', 'sealed', now(), now());

SELECT webhook_add_days('2026-11-01', '2026-11-01');

INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, sequence, state, next_attempt_at)
VALUES (md5('e')::uuid, '2026-11-01 12:00:00+00', md5('r1')::uuid, 'enrollment.enrolled', 0, 'PENDING', now());

INSERT INTO webhook_attempt (endpoint_id, started_at, id, event_id, attempt, trigger, outcome, duration_ms)
VALUES (md5('e')::uuid, '2026-11-01 12:00:00+00', md5('a')::uuid, md5('r1')::uuid, 1, 'SCHEDULE', 'SUCCESS', 3);

INSERT INTO webhook_operation (id, endpoint_id, kind, state, created_at, finished_at)
VALUES (md5('o')::uuid, md5('e')::uuid, 'CREATE', 'DONE', now(), now());

INSERT INTO webhook_progress (topic_id, partition, next_offset)
VALUES (md5('results')::uuid, 0, 0);
