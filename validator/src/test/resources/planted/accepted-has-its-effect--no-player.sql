-- finds: accepted-has-its-effect
UPDATE decision SET player_id = md5('nobody')::uuid WHERE request_id = md5('register bob')::uuid;
