-- finds: refunded-at-most-once
UPDATE enrollment SET refund = 40 WHERE id = md5('cas was in paid')::uuid;
UPDATE decision SET credits_refunded = 40 WHERE request_id = md5('unenroll cas')::uuid;
