-- finds: keys-belong-to-decided-requests, guards-as-defined
ALTER TABLE idempotency_key DROP CONSTRAINT pk_idempotency_key;
INSERT INTO idempotency_key (key, request_id) VALUES (md5('a key')::uuid, md5('enroll ann')::uuid), (md5('a key')::uuid, md5('enroll bob')::uuid);
