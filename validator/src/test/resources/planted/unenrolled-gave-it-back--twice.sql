-- finds: unenrolled-gave-it-back, one-unenrollment-each
UPDATE decision SET type = 'UNENROLL', tournament_id = md5('paid')::uuid, player_id = md5('cas')::uuid, outcome = 'UNENROLLED', reason = NULL,
  enrollment_id = md5('cas was in paid')::uuid, credits_refunded = 50, balance_after = 950
WHERE request_id = md5('enroll bob late')::uuid;
