-- finds: charged-exactly-once
-- Bob paid Ann's seat; every sum is right.
UPDATE credit_transaction SET player_id = md5('bob')::uuid, balance_after = 1000 WHERE request_id = md5('enroll ann')::uuid;
UPDATE decision SET balance_after = 1000 WHERE request_id = md5('enroll ann')::uuid;
UPDATE credit_transaction SET amount = 1100, balance_after = 1100 WHERE request_id = md5('grant bob')::uuid;
UPDATE decision SET balance_after = 1100 WHERE request_id = md5('grant bob')::uuid;
UPDATE player SET credit_balance = 1000 WHERE id = md5('ann')::uuid;
UPDATE credit_transaction SET balance_after = 900 WHERE request_id = md5('enroll bob')::uuid;
