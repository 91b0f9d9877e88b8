-- finds: charged-exactly-once, guards-as-defined
DROP INDEX uq_charge_per_enrollment;
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('ann')::uuid, -100, 800, 'ENROLLMENT_FEE', md5('ann in paid')::uuid, md5('enroll ann free')::uuid, now());
UPDATE player SET credit_balance = 800 WHERE id = md5('ann')::uuid;
