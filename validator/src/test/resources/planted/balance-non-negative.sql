-- finds: balance-non-negative, guards-as-defined
-- Ann is granted only 50 and pays 100 all the same.
ALTER TABLE player DROP CONSTRAINT chk_credit_balance_non_negative;
ALTER TABLE credit_transaction DROP CONSTRAINT chk_balance_after_non_negative;
UPDATE credit_transaction SET amount = 50, balance_after = 50 WHERE request_id = md5('grant ann')::uuid;
UPDATE decision SET balance_after = 50 WHERE request_id = md5('grant ann')::uuid;
UPDATE credit_transaction SET balance_after = -50 WHERE request_id = md5('enroll ann')::uuid;
UPDATE decision SET balance_after = -50 WHERE request_id IN (md5('enroll ann')::uuid, md5('enroll ann free')::uuid);
UPDATE player SET credit_balance = -50 WHERE id = md5('ann')::uuid;
