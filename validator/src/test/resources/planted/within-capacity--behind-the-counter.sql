-- finds: within-capacity, counter-equals-live-rows
UPDATE tournament SET capacity = 1, enrolled_count = 1 WHERE id = md5('paid')::uuid;
