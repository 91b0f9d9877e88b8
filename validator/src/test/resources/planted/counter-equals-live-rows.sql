-- finds: counter-equals-live-rows
UPDATE tournament SET enrolled_count = 0 WHERE id = md5('free')::uuid;
