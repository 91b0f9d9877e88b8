-- finds: unenrolled-gave-it-back
UPDATE decision SET credits_refunded = 60 WHERE request_id = md5('unenroll cas')::uuid;
