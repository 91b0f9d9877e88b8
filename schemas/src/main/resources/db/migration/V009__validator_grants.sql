-- The judge reads everything but the receivers' secrets, and writes nothing. Not pg_read_all_data: that would take in the
-- secrets, and every other schema of the database. A later table is granted by the migration that makes it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'muster_validator') THEN
    RAISE EXCEPTION 'the role muster_validator is missing'
      USING HINT = 'Run roles.sql of this version as a superuser first, or let ./muster migrate do both.';
  END IF;
END
$$;

GRANT SELECT ON tournament, player, enrollment, credit_transaction, decision, idempotency_key, command_topic, partition_progress, webhook_registry, webhook_delivery, webhook_attempt, webhook_operation, webhook_progress TO muster_validator;
GRANT SELECT (id, url, description, event_types, tournament_ids, ordering, batch_size_max, concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since, signature_version, public_key, previous_secret_until, created_at, updated_at) ON webhook_endpoint TO muster_validator;
