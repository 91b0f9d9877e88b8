-- One statement per guard that nothing but this guard stops. Head line: guard, SQLState.

-- chk_enrolled_within_capacity 23514
UPDATE tournament SET enrolled_count = 3
-- chk_tournament_fee_non_negative 23514
UPDATE tournament SET fee_credits = -1
-- chk_tournament_status 23514
UPDATE tournament SET status = 'PAUSED'
-- chk_tournament_refund_percent 23514
UPDATE tournament SET refund_percent_after = 101
-- chk_tournament_window 23514
UPDATE tournament SET opens_at = now(), closes_at = now()
-- pk_tournament 23505
INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
VALUES (md5('t')::uuid, 'Again', 1, 0, 'OPEN', now(), now())

-- chk_credit_balance_non_negative 23514
UPDATE player SET credit_balance = -1
-- pk_player 23505
INSERT INTO player (id, created_at) VALUES (md5('p')::uuid, now())

-- chk_enrollment_status 23514
UPDATE enrollment SET status = 'LOST' WHERE id = md5('live')::uuid
-- chk_enrollment_fee_non_negative 23514
UPDATE enrollment SET fee_charged = -1 WHERE id = md5('live')::uuid
-- chk_refund_within_charge 23514
UPDATE enrollment SET refund = 101 WHERE id = md5('gone')::uuid
-- chk_enrollment_cancellation 23514
UPDATE enrollment SET refund = 100 WHERE id = md5('live')::uuid
-- chk_enrollment_cancellation 23514
UPDATE enrollment SET cancelled_at = now() WHERE id = md5('live')::uuid
-- chk_enrollment_cancellation 23514
UPDATE enrollment SET refund = NULL WHERE id = md5('gone')::uuid
-- fk_enrollment_tournament 23503
UPDATE enrollment SET tournament_id = md5('nowhere')::uuid WHERE id = md5('live')::uuid
-- fk_enrollment_player 23503
UPDATE enrollment SET player_id = md5('nobody')::uuid WHERE id = md5('live')::uuid
-- fk_enrollment_tournament 23503
INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
VALUES (md5('new')::uuid, md5('nowhere')::uuid, md5('p')::uuid, 'ACTIVE', 100, md5('r3')::uuid, now())
-- fk_enrollment_player 23503
INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
VALUES (md5('new')::uuid, md5('t')::uuid, md5('nobody')::uuid, 'ACTIVE', 100, md5('r3')::uuid, now())
-- fk_enrollment_tournament 23503
DELETE FROM tournament
-- fk_enrollment_tournament 23503
UPDATE tournament SET id = md5('elsewhere')::uuid
-- fk_enrollment_player 23503
DELETE FROM player
-- fk_enrollment_player 23503
UPDATE player SET id = md5('somebody')::uuid
-- pk_enrollment 23505
UPDATE enrollment SET id = md5('live')::uuid WHERE id = md5('gone')::uuid
-- uq_active_enrollment 23505
INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
VALUES (md5('new')::uuid, md5('t')::uuid, md5('p')::uuid, 'PENDING', 100, md5('r3')::uuid, now())

-- chk_credit_transaction_kind 23514
UPDATE credit_transaction SET kind = 'GIFT' WHERE enrollment_id = md5('gone')::uuid
-- chk_credit_transaction_sign 23514
UPDATE credit_transaction SET amount = 0 WHERE kind = 'GRANT'
-- chk_credit_transaction_sign 23514
UPDATE credit_transaction SET amount = 100 WHERE kind = 'ENROLLMENT_FEE'
-- chk_credit_transaction_enrollment 23514
UPDATE credit_transaction SET enrollment_id = NULL WHERE kind = 'ENROLLMENT_FEE'
-- chk_balance_after_non_negative 23514
UPDATE credit_transaction SET balance_after = -1 WHERE kind = 'GRANT'
-- fk_credit_transaction_player 23503
UPDATE credit_transaction SET player_id = md5('nobody')::uuid WHERE kind = 'GRANT'
-- fk_credit_transaction_enrollment 23503
UPDATE credit_transaction SET enrollment_id = md5('nothing')::uuid WHERE kind = 'ENROLLMENT_FEE'
-- fk_credit_transaction_player 23503
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, request_id, created_at)
VALUES (md5('nobody')::uuid, 1, 951, 'GRANT', md5('r3')::uuid, now())
-- fk_credit_transaction_enrollment 23503
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('p')::uuid, 1, 951, 'UNENROLLMENT_REFUND', md5('nothing')::uuid, md5('r3')::uuid, now())
-- fk_credit_transaction_enrollment 23503
DELETE FROM enrollment
-- fk_credit_transaction_enrollment 23503
UPDATE enrollment SET id = md5('another')::uuid WHERE id = md5('live')::uuid
-- pk_credit_transaction 23505
INSERT INTO credit_transaction (id, player_id, amount, balance_after, kind, request_id, created_at)
OVERRIDING SYSTEM VALUE
SELECT id, player_id, 1, 951, 'GRANT', md5('r3')::uuid, now() FROM credit_transaction WHERE kind = 'GRANT'
-- uq_credit_transaction_request 23505
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, request_id, created_at)
VALUES (md5('p')::uuid, 1000, 1950, 'GRANT', md5('r0')::uuid, now())
-- uq_charge_per_enrollment 23505
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
SELECT player_id, -50, 900, 'ENROLLMENT_FEE', enrollment_id, md5('r3')::uuid, now()
FROM credit_transaction WHERE kind = 'ENROLLMENT_FEE'
-- uq_refund_per_enrollment 23505
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('p')::uuid, 50, 1000, 'CANCELLATION_REFUND', md5('gone')::uuid, md5('r3')::uuid, now())

-- chk_decision_outcome 23514
UPDATE decision SET outcome = 'MAYBE', enrollment_id = NULL
-- chk_decision_reason 23514
UPDATE decision SET reason = 'TOURNAMENT_FULL'
-- chk_decision_enrollment 23514
UPDATE decision SET enrollment_id = NULL
-- pk_decision 23505
INSERT INTO decision (request_id, outcome, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('r1')::uuid, 'ACCEPTED', now(), now(), md5('topic')::uuid, 0, 1)
-- uq_decision_log_position 23505
INSERT INTO decision (request_id, outcome, submitted_at, decided_at, topic_id, partition, "offset")
VALUES (md5('r3')::uuid, 'ACCEPTED', now(), now(), md5('topic')::uuid, 0, 0)

-- pk_idempotency_key 23505
INSERT INTO idempotency_key (key, request_id) VALUES (md5('k')::uuid, md5('r3')::uuid)

-- chk_command_topic_partitions 23514
UPDATE command_topic SET partition_count = 0
-- pk_command_topic 23505
INSERT INTO command_topic (name, topic_id, partition_count) VALUES ('commands', md5('other')::uuid, 12)

-- chk_partition_progress_cursors 23514
UPDATE partition_progress SET published_offset = 2
-- chk_partition_progress_parked 23514
UPDATE partition_progress SET parked_reason = 'gap'
-- pk_partition_progress 23505
INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
VALUES (md5('topic')::uuid, 0, 2, 0, 0, 'worker', now())

-- chk_webhook_endpoint_ordering 23514
UPDATE webhook_endpoint SET ordering = 'RANDOM'
-- chk_webhook_endpoint_bounds 23514
UPDATE webhook_endpoint SET batch_size_max = 101
-- chk_webhook_endpoint_state 23514
UPDATE webhook_endpoint SET state = 'ASLEEP'
-- chk_webhook_endpoint_disabled 23514
UPDATE webhook_endpoint SET state = 'DISABLED'
-- chk_webhook_endpoint_secret 23514
UPDATE webhook_endpoint SET sealed_secret = NULL
-- chk_webhook_endpoint_signature 23514
UPDATE webhook_endpoint SET signature_version = 'v1a'
-- pk_webhook_endpoint 23505
INSERT INTO webhook_endpoint (id, url, event_types, ordering, batch_size_max, concurrency_max, state, state_since, signature_version, sealed_secret, created_at, updated_at)
VALUES (md5('e')::uuid, 'https://other.example', '{}', 'NONE', 1, 32, 'ACTIVE', now(), 'v1', 'sealed', now(), now())

-- pk_webhook_registry 23505
INSERT INTO webhook_registry (version) VALUES (1)
-- chk_webhook_registry_one_row 23514
INSERT INTO webhook_registry (id, version) VALUES (2, 1)

-- chk_webhook_delivery_state 23514
UPDATE webhook_delivery SET state = 'LOST', next_attempt_at = NULL
-- chk_webhook_delivery_trigger 23514
UPDATE webhook_delivery SET trigger = 'WHIM'
-- chk_webhook_delivery_due 23514
UPDATE webhook_delivery SET next_attempt_at = NULL
-- pk_webhook_delivery 23505
INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, sequence, state)
VALUES (md5('e')::uuid, '2026-11-01 12:00:00+00', md5('r1')::uuid, 'enrollment.enrolled', 0, 'DELIVERED')

-- chk_webhook_attempt_trigger 23514
UPDATE webhook_attempt SET trigger = 'WHIM'
-- pk_webhook_attempt 23505
INSERT INTO webhook_attempt (endpoint_id, started_at, id, event_id, attempt, trigger, outcome, duration_ms)
VALUES (md5('e')::uuid, '2026-11-01 12:00:00+00', md5('a')::uuid, md5('r1')::uuid, 1, 'SCHEDULE', 'SUCCESS', 3)

-- chk_webhook_operation_kind 23514
UPDATE webhook_operation SET kind = 'WHIM'
-- chk_webhook_operation_state 23514
UPDATE webhook_operation SET state = 'MAYBE'
-- chk_webhook_operation_endpoint 23514
UPDATE webhook_operation SET endpoint_id = NULL
-- chk_webhook_operation_reason 23514
UPDATE webhook_operation SET reason = 'NOT_FOUND'
-- chk_webhook_operation_finished 23514
UPDATE webhook_operation SET finished_at = NULL
-- pk_webhook_operation 23505
INSERT INTO webhook_operation (id, endpoint_id, kind, state, created_at, finished_at)
VALUES (md5('o')::uuid, md5('e')::uuid, 'CREATE', 'DONE', now(), now())

-- chk_webhook_progress_offset 23514
UPDATE webhook_progress SET next_offset = -1
-- pk_webhook_progress 23505
INSERT INTO webhook_progress (topic_id, partition, next_offset)
VALUES (md5('results')::uuid, 0, 5)
