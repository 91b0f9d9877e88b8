-- finds: within-capacity, guards-as-defined, counter-within-capacity
ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity;
UPDATE tournament SET capacity = 1 WHERE id = md5('paid')::uuid;
