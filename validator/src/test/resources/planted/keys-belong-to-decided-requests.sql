-- finds: keys-belong-to-decided-requests
INSERT INTO idempotency_key (key, request_id) VALUES (md5('a key')::uuid, md5('nobody decided this')::uuid);
