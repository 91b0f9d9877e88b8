-- finds: every-effect-has-its-decision
UPDATE decision SET outcome = 'REJECTED', reason = 'PLAYER_NOT_FOUND' WHERE request_id = md5('grant bob')::uuid;
