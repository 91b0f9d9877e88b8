-- finds: counter-within-capacity, within-capacity, counter-equals-live-rows, guards-as-defined
ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity;
UPDATE tournament SET enrolled_count = -1 WHERE id = md5('off')::uuid;
