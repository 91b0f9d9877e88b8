-- finds: refunded-at-most-once, guards-as-defined
DROP INDEX uq_refund_per_enrollment;
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('bob')::uuid, 100, 1100, 'UNENROLLMENT_REFUND', md5('bob in off')::uuid, md5('unenroll cas')::uuid, now());
UPDATE player SET credit_balance = 1100 WHERE id = md5('bob')::uuid;
