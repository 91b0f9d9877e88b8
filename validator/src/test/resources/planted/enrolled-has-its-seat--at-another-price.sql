-- finds: enrolled-has-its-seat
UPDATE decision SET credits_charged = 99 WHERE request_id = md5('enroll ann')::uuid;
