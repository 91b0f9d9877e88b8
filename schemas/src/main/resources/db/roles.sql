-- The four roles of Muster, run in Muster's database by a superuser before the first migration.
-- They carry no password and no LOGIN here: how they log in is the operator's choice, for example
--   ALTER ROLE muster_worker LOGIN PASSWORD '...';
-- Running this again changes nothing.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['muster_owner', 'muster_worker', 'muster_api', 'muster_validator'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', wanted);
    END IF;
  END LOOP;
END
$$;

-- The owner runs the migrations and nothing else does. It does not own the schema, so it could not grant the
-- use of it to the others.
GRANT CREATE, USAGE ON SCHEMA public TO muster_owner;
GRANT USAGE ON SCHEMA public TO muster_worker, muster_api, muster_validator;

-- The judge has no right to write anything; this is the second lock.
ALTER ROLE muster_validator SET default_transaction_read_only = on;
