-- finds: charged-exactly-once
-- The charge stands against another enrollment of the same player.
UPDATE credit_transaction SET enrollment_id = md5('ann in free')::uuid WHERE request_id = md5('enroll ann')::uuid;
