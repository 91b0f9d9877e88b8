-- finds: enrolled-has-its-seat
UPDATE decision SET outcome = 'ENROLLED', reason = NULL, enrollment_id = md5('nothing')::uuid, credits_charged = 100, balance_after = 900
WHERE request_id = md5('enroll bob late')::uuid;
