-- What a row refers to is looked up once for a whole statement, not once for each row: under a burst the
-- rows' own checks cost a third of the database's time. The foreign keys stay, as what is true and not as
-- what is enforced by themselves; the triggers below refuse what they would refuse, with the same SQLState
-- and under the same names. One thing they do not: they take no lock on the row that is referred to. Whoever
-- writes here holds it locked already, and nobody but the owner of the tables may delete any.

ALTER TABLE enrollment ALTER CONSTRAINT fk_enrollment_tournament NOT ENFORCED;
ALTER TABLE enrollment ALTER CONSTRAINT fk_enrollment_player NOT ENFORCED;
ALTER TABLE credit_transaction ALTER CONSTRAINT fk_credit_transaction_player NOT ENFORCED;
ALTER TABLE credit_transaction ALTER CONSTRAINT fk_credit_transaction_enrollment NOT ENFORCED;

-- Whatever the session's plans are like and whatever the statistics say: one look-up for each row.
CREATE FUNCTION require_enrollment_references() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  IF (SELECT count(*) FROM added) <> (SELECT count(*) FROM added a JOIN player p ON p.id = a.player_id) THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'fk_enrollment_player', TABLE = 'enrollment',
      MESSAGE = 'an enrollment without its player';
  END IF;
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT tournament_id FROM added) a
    WHERE NOT EXISTS (SELECT FROM tournament t WHERE t.id = a.tournament_id)
  ) THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'fk_enrollment_tournament', TABLE = 'enrollment',
      MESSAGE = 'an enrollment without its tournament';
  END IF;
  RETURN NULL;
END
$$;

-- A charge or a refund is of an enrollment of the same player, which a foreign key could not say; so the
-- player is looked up for grants only.
CREATE FUNCTION require_ledger_references() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added a
    WHERE a.enrollment_id IS NULL AND NOT EXISTS (SELECT FROM player p WHERE p.id = a.player_id)
  ) THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'fk_credit_transaction_player', TABLE = 'credit_transaction',
      MESSAGE = 'a ledger row without its player';
  END IF;
  IF EXISTS (
    SELECT FROM added a
    WHERE a.enrollment_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM enrollment e WHERE e.id = a.enrollment_id AND e.player_id = a.player_id)
  ) THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'fk_credit_transaction_enrollment', TABLE = 'credit_transaction',
      MESSAGE = 'a ledger row without its enrollment';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER tr_enrollment_references AFTER INSERT ON enrollment
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_enrollment_references();

CREATE TRIGGER tr_ledger_references AFTER INSERT ON credit_transaction
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_ledger_references();

-- Nothing here writes these columns; whoever does, pays for each row.
CREATE FUNCTION require_new_reference() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  resolved boolean;
BEGIN
  CASE TG_ARGV[0]
    WHEN 'fk_enrollment_tournament' THEN
      resolved := EXISTS (SELECT FROM tournament WHERE id = NEW.tournament_id);
    WHEN 'fk_enrollment_player', 'fk_credit_transaction_player' THEN
      resolved := EXISTS (SELECT FROM player WHERE id = NEW.player_id);
    WHEN 'fk_credit_transaction_enrollment' THEN
      resolved := NEW.enrollment_id IS NULL OR EXISTS (SELECT FROM enrollment WHERE id = NEW.enrollment_id);
  END CASE;
  IF NOT resolved THEN
    RAISE foreign_key_violation USING CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME,
      MESSAGE = 'a row of ' || TG_TABLE_NAME || ' without what it refers to';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER tr_enrollment_tournament AFTER UPDATE OF tournament_id ON enrollment
FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_enrollment_tournament');

CREATE TRIGGER tr_enrollment_player AFTER UPDATE OF player_id ON enrollment
FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_enrollment_player');

CREATE TRIGGER tr_ledger_player AFTER UPDATE OF player_id ON credit_transaction
FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_credit_transaction_player');

CREATE TRIGGER tr_ledger_enrollment AFTER UPDATE OF enrollment_id ON credit_transaction
FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_credit_transaction_enrollment');

-- What is still referred to stays, and keeps its id.
CREATE FUNCTION refuse_orphans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'tournament' THEN
      SELECT 'fk_enrollment_tournament' INTO broken FROM removed r JOIN enrollment e ON e.tournament_id = r.id LIMIT 1;
    WHEN 'player' THEN
      SELECT 'fk_enrollment_player' INTO broken FROM removed r JOIN enrollment e ON e.player_id = r.id LIMIT 1;
      IF broken IS NULL THEN
        SELECT 'fk_credit_transaction_player' INTO broken FROM removed r JOIN credit_transaction l ON l.player_id = r.id LIMIT 1;
      END IF;
    WHEN 'enrollment' THEN
      SELECT 'fk_credit_transaction_enrollment' INTO broken FROM removed r JOIN credit_transaction l ON l.enrollment_id = r.id LIMIT 1;
  END CASE;
  IF broken IS NOT NULL THEN
    RAISE foreign_key_violation USING CONSTRAINT = broken, TABLE = TG_TABLE_NAME,
      MESSAGE = 'a row of ' || TG_TABLE_NAME || ' is referred to';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER tr_tournament_is_needed AFTER DELETE ON tournament
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

CREATE TRIGGER tr_player_is_needed AFTER DELETE ON player
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

CREATE TRIGGER tr_enrollment_is_needed AFTER DELETE ON enrollment
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

CREATE FUNCTION refuse_other_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE foreign_key_violation USING CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME,
    MESSAGE = 'the id of a row of ' || TG_TABLE_NAME || ' does not change';
END
$$;

CREATE TRIGGER tr_tournament_id AFTER UPDATE OF id ON tournament
FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION refuse_other_id('fk_enrollment_tournament');

CREATE TRIGGER tr_player_id AFTER UPDATE OF id ON player
FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION refuse_other_id('fk_enrollment_player');

CREATE TRIGGER tr_enrollment_id AFTER UPDATE OF id ON enrollment
FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION refuse_other_id('fk_credit_transaction_enrollment');

-- A live enrollment is found by its player in uq_active_enrollment; only history needs an order of its own.
-- One index less for each seat that is taken.
DROP INDEX ix_enrollment_by_player;
CREATE INDEX ix_enrollment_ended_by_player ON enrollment (player_id, enrolled_at DESC, id DESC) WHERE status = 'CANCELLED';

-- Triggers run them; nobody has to call them.
REVOKE ALL ON FUNCTION require_enrollment_references(), require_ledger_references(), require_new_reference(),
  refuse_orphans(), refuse_other_id() FROM PUBLIC;
