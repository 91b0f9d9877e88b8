-- finds: live-or-ended
UPDATE enrollment SET enrolled_at = cancelled_at + interval '1 second' WHERE id = md5('bob in off')::uuid;
