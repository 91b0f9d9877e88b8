-- finds: cancelled-tournament-is-empty
UPDATE tournament SET status = 'CANCELLED' WHERE id = md5('free')::uuid;
