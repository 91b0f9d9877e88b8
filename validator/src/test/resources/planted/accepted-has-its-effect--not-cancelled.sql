-- finds: accepted-has-its-effect
UPDATE tournament SET status = 'OPEN' WHERE id = md5('off')::uuid;
