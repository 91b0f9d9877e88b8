-- finds: unenrolled-gave-it-back
UPDATE decision SET type = 'UNENROLL', tournament_id = md5('paid')::uuid, player_id = md5('ann')::uuid, outcome = 'UNENROLLED', reason = NULL,
  enrollment_id = md5('ann in paid')::uuid, credits_refunded = 0, balance_after = 900
WHERE request_id = md5('enroll bob late')::uuid;
