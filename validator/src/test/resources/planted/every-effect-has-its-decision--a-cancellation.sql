-- finds: every-effect-has-its-decision
-- Ann's free seat goes away without anybody having asked.
UPDATE enrollment SET status = 'CANCELLED', refund = 0, cancelled_at = now() WHERE id = md5('ann in free')::uuid;
UPDATE tournament SET enrolled_count = 0 WHERE id = md5('free')::uuid;
