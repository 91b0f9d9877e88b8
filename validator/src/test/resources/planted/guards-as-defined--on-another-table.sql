-- finds: guards-as-defined
DROP INDEX uq_active_enrollment;
CREATE TABLE decoy (player_id uuid, tournament_id uuid, status text);
CREATE UNIQUE INDEX uq_active_enrollment ON decoy (player_id, tournament_id) WHERE status IN ('PENDING', 'ACTIVE');
