-- finds: balance-non-negative, guards-as-defined
-- Bob is granted only 50, pays 100 and is saved by the refund.
ALTER TABLE credit_transaction DROP CONSTRAINT chk_balance_after_non_negative;
UPDATE credit_transaction SET amount = 50, balance_after = 50 WHERE request_id = md5('grant bob')::uuid;
UPDATE decision SET balance_after = 50 WHERE request_id = md5('grant bob')::uuid;
UPDATE credit_transaction SET balance_after = -50 WHERE request_id = md5('enroll bob')::uuid;
UPDATE decision SET balance_after = -50 WHERE request_id = md5('enroll bob')::uuid;
UPDATE credit_transaction SET balance_after = 50 WHERE kind = 'CANCELLATION_REFUND';
UPDATE player SET credit_balance = 50 WHERE id = md5('bob')::uuid;
