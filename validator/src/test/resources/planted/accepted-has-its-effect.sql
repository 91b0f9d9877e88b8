-- finds: accepted-has-its-effect
UPDATE decision SET type = 'GRANT_CREDITS', outcome = 'ACCEPTED', reason = NULL, balance_after = 2000
WHERE request_id = md5('enroll bob late')::uuid;
