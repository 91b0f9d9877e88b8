-- finds: enrolled-has-its-seat
UPDATE decision SET tournament_id = md5('free')::uuid WHERE request_id = md5('enroll ann')::uuid;
