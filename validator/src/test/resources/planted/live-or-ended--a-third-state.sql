-- finds: live-or-ended, guards-as-defined, counter-equals-live-rows
ALTER TABLE enrollment DROP CONSTRAINT chk_enrollment_status;
UPDATE enrollment SET status = 'WITHDRAWN' WHERE id = md5('ann in free')::uuid;
