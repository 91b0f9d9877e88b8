-- finds: refunded-at-most-once, guards-as-defined
ALTER TABLE enrollment DROP CONSTRAINT chk_refund_within_charge;
UPDATE enrollment SET refund = 150 WHERE id = md5('cas was in paid')::uuid;
UPDATE credit_transaction SET amount = 150, balance_after = 1050 WHERE request_id = md5('unenroll cas')::uuid;
UPDATE decision SET credits_refunded = 150, balance_after = 1050 WHERE request_id = md5('unenroll cas')::uuid;
UPDATE credit_transaction SET balance_after = 950 WHERE request_id = md5('enroll cas again')::uuid;
UPDATE decision SET balance_after = 950 WHERE request_id = md5('enroll cas again')::uuid;
UPDATE player SET credit_balance = 950 WHERE id = md5('cas')::uuid;
