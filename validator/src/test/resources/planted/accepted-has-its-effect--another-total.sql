-- finds: accepted-has-its-effect
UPDATE decision SET credits_refunded = 200 WHERE request_id = md5('cancel off')::uuid;
