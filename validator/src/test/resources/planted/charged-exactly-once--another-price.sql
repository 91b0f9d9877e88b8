-- finds: charged-exactly-once
UPDATE enrollment SET fee_charged = 99 WHERE id = md5('ann in paid')::uuid;
UPDATE decision SET credits_charged = 99 WHERE request_id = md5('enroll ann')::uuid;
