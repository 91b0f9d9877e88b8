-- finds: guards-as-defined
DROP INDEX uq_active_enrollment;
CREATE UNIQUE INDEX uq_active_enrollment ON enrollment (player_id, tournament_id) WHERE status = 'ACTIVE';
