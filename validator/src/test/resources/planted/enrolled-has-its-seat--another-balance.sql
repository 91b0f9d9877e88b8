-- finds: enrolled-has-its-seat
UPDATE decision SET balance_after = 901 WHERE request_id = md5('enroll ann')::uuid;
