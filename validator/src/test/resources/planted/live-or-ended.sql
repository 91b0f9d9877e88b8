-- finds: live-or-ended, guards-as-defined, refunded-at-most-once
ALTER TABLE enrollment DROP CONSTRAINT chk_enrollment_cancellation;
UPDATE enrollment SET cancelled_at = now(), refund = 0 WHERE id = md5('ann in free')::uuid;
