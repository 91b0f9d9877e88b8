-- finds: references-resolve, accepted-has-its-effect
ALTER TABLE player DISABLE TRIGGER tr_player_is_needed;
DELETE FROM player WHERE id = md5('bob')::uuid;
ALTER TABLE player ENABLE TRIGGER tr_player_is_needed;
