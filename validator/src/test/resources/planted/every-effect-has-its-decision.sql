-- finds: every-effect-has-its-decision
DELETE FROM decision WHERE request_id = md5('enroll ann free')::uuid;
