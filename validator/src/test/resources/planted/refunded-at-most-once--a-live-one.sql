-- finds: refunded-at-most-once
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('ann')::uuid, 100, 1000, 'UNENROLLMENT_REFUND', md5('ann in paid')::uuid, md5('unenroll cas')::uuid, now());
UPDATE player SET credit_balance = 1000 WHERE id = md5('ann')::uuid;
