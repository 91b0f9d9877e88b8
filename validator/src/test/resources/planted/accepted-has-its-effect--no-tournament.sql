-- finds: accepted-has-its-effect
UPDATE decision SET tournament_id = md5('nowhere')::uuid WHERE request_id = md5('define free')::uuid;
