-- id: guards-as-defined
-- severity: ERROR
-- every: minute
-- meaning: Every named constraint of the database is there, says what it should, and is in force.
-- what to do: Restore the guard as the migrations define it (compare schemas/schema.sql). Until then only the worker's own rules hold the line: look at the other invariants before and after.
WITH expected (table_name, guard, definition) AS (
  VALUES
    ('command_topic', 'chk_command_topic_partitions', 'CHECK ((partition_count > 0))'),
    ('command_topic', 'pk_command_topic', 'PRIMARY KEY (name)'),
    ('credit_transaction', 'chk_balance_after_non_negative', 'CHECK ((balance_after >= 0))'),
    ('credit_transaction', 'chk_credit_transaction_enrollment', 'CHECK (((kind = ''GRANT''::text) = (enrollment_id IS NULL)))'),
    ('credit_transaction', 'chk_credit_transaction_kind', 'CHECK ((kind = ANY (ARRAY[''GRANT''::text, ''ENROLLMENT_FEE''::text, ''UNENROLLMENT_REFUND''::text, ''CANCELLATION_REFUND''::text])))'),
    ('credit_transaction', 'chk_credit_transaction_sign', 'CHECK ( CASE WHEN (kind = ''ENROLLMENT_FEE''::text) THEN (amount < 0) ELSE (amount > 0) END)'),
    ('credit_transaction', 'fk_credit_transaction_enrollment', 'FOREIGN KEY (enrollment_id) REFERENCES enrollment(id) NOT ENFORCED'),
    ('credit_transaction', 'fk_credit_transaction_player', 'FOREIGN KEY (player_id) REFERENCES player(id) NOT ENFORCED'),
    ('credit_transaction', 'pk_credit_transaction', 'PRIMARY KEY (id)'),
    ('credit_transaction', 'tr_ledger_enrollment', 'CREATE TRIGGER tr_ledger_enrollment AFTER UPDATE OF enrollment_id ON public.credit_transaction FOR EACH ROW EXECUTE FUNCTION require_new_reference(''fk_credit_transaction_enrollment'') AS 2b6d981b4810e7c3baa326c1d3fafc3e'),
    ('credit_transaction', 'tr_ledger_player', 'CREATE TRIGGER tr_ledger_player AFTER UPDATE OF player_id ON public.credit_transaction FOR EACH ROW EXECUTE FUNCTION require_new_reference(''fk_credit_transaction_player'') AS 2b6d981b4810e7c3baa326c1d3fafc3e'),
    ('credit_transaction', 'tr_ledger_references', 'CREATE TRIGGER tr_ledger_references AFTER INSERT ON public.credit_transaction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_ledger_references() AS 57a3c5f9075df3d623a203770322b4ba'),
    ('credit_transaction', 'uq_charge_per_enrollment', 'CREATE UNIQUE INDEX uq_charge_per_enrollment ON public.credit_transaction USING btree (enrollment_id) WHERE (kind = ''ENROLLMENT_FEE''::text)'),
    ('credit_transaction', 'uq_credit_transaction_request', 'UNIQUE NULLS NOT DISTINCT (request_id, kind, enrollment_id)'),
    ('credit_transaction', 'uq_refund_per_enrollment', 'CREATE UNIQUE INDEX uq_refund_per_enrollment ON public.credit_transaction USING btree (enrollment_id) WHERE (kind = ANY (ARRAY[''UNENROLLMENT_REFUND''::text, ''CANCELLATION_REFUND''::text]))'),
    ('decision', 'chk_decision_enrollment', 'CHECK (((outcome = ANY (ARRAY[''ENROLLED''::text, ''UNENROLLED''::text])) = (enrollment_id IS NOT NULL)))'),
    ('decision', 'chk_decision_outcome', 'CHECK ((outcome = ANY (ARRAY[''ENROLLED''::text, ''UNENROLLED''::text, ''ACCEPTED''::text, ''REJECTED''::text])))'),
    ('decision', 'chk_decision_reason', 'CHECK (((outcome = ''REJECTED''::text) = (reason IS NOT NULL)))'),
    ('decision', 'pk_decision', 'PRIMARY KEY (request_id)'),
    ('decision', 'uq_decision_log_position', 'UNIQUE (topic_id, partition, "offset")'),
    ('enrollment', 'chk_enrollment_cancellation', 'CHECK ((((status = ''CANCELLED''::text) = (cancelled_at IS NOT NULL)) AND ((status = ''CANCELLED''::text) = (refund IS NOT NULL))))'),
    ('enrollment', 'chk_enrollment_fee_non_negative', 'CHECK ((fee_charged >= 0))'),
    ('enrollment', 'chk_enrollment_status', 'CHECK ((status = ANY (ARRAY[''PENDING''::text, ''ACTIVE''::text, ''CANCELLED''::text])))'),
    ('enrollment', 'chk_refund_within_charge', 'CHECK (((refund >= 0) AND (refund <= fee_charged)))'),
    ('enrollment', 'fk_enrollment_player', 'FOREIGN KEY (player_id) REFERENCES player(id) NOT ENFORCED'),
    ('enrollment', 'fk_enrollment_tournament', 'FOREIGN KEY (tournament_id) REFERENCES tournament(id) NOT ENFORCED'),
    ('enrollment', 'pk_enrollment', 'PRIMARY KEY (id)'),
    ('enrollment', 'tr_enrollment_id', 'CREATE TRIGGER tr_enrollment_id AFTER UPDATE OF id ON public.enrollment FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id(''fk_credit_transaction_enrollment'') AS c818768c3d6c0d3bef0af9af54c941ae'),
    ('enrollment', 'tr_enrollment_is_needed', 'CREATE TRIGGER tr_enrollment_is_needed AFTER DELETE ON public.enrollment REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans() AS eb10bb1bb4dfa0f385be2e6a617afc8d'),
    ('enrollment', 'tr_enrollment_player', 'CREATE TRIGGER tr_enrollment_player AFTER UPDATE OF player_id ON public.enrollment FOR EACH ROW EXECUTE FUNCTION require_new_reference(''fk_enrollment_player'') AS 2b6d981b4810e7c3baa326c1d3fafc3e'),
    ('enrollment', 'tr_enrollment_references', 'CREATE TRIGGER tr_enrollment_references AFTER INSERT ON public.enrollment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_enrollment_references() AS 9c1950fc559c99f53f4e38b906fd9ddc'),
    ('enrollment', 'tr_enrollment_tournament', 'CREATE TRIGGER tr_enrollment_tournament AFTER UPDATE OF tournament_id ON public.enrollment FOR EACH ROW EXECUTE FUNCTION require_new_reference(''fk_enrollment_tournament'') AS 2b6d981b4810e7c3baa326c1d3fafc3e'),
    ('enrollment', 'uq_active_enrollment', 'CREATE UNIQUE INDEX uq_active_enrollment ON public.enrollment USING btree (player_id, tournament_id) WHERE (status = ANY (ARRAY[''PENDING''::text, ''ACTIVE''::text]))'),
    ('idempotency_key', 'pk_idempotency_key', 'PRIMARY KEY (key)'),
    ('partition_progress', 'chk_partition_progress_cursors', 'CHECK (((0 <= published_offset) AND (published_offset <= next_offset)))'),
    ('partition_progress', 'chk_partition_progress_parked', 'CHECK (((parked_reason IS NULL) = (parked_at IS NULL)))'),
    ('partition_progress', 'pk_partition_progress', 'PRIMARY KEY (topic_id, partition)'),
    ('player', 'chk_credit_balance_non_negative', 'CHECK ((credit_balance >= 0))'),
    ('player', 'pk_player', 'PRIMARY KEY (id)'),
    ('player', 'tr_player_id', 'CREATE TRIGGER tr_player_id AFTER UPDATE OF id ON public.player FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id(''fk_enrollment_player'') AS c818768c3d6c0d3bef0af9af54c941ae'),
    ('player', 'tr_player_is_needed', 'CREATE TRIGGER tr_player_is_needed AFTER DELETE ON public.player REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans() AS eb10bb1bb4dfa0f385be2e6a617afc8d'),
    ('tournament', 'chk_enrolled_within_capacity', 'CHECK (((enrolled_count >= 0) AND (enrolled_count <= capacity)))'),
    ('tournament', 'chk_tournament_fee_non_negative', 'CHECK ((fee_credits >= 0))'),
    ('tournament', 'chk_tournament_refund_percent', 'CHECK (((refund_percent_after >= 0) AND (refund_percent_after <= 100)))'),
    ('tournament', 'chk_tournament_status', 'CHECK ((status = ANY (ARRAY[''DRAFT''::text, ''OPEN''::text, ''CLOSED''::text, ''CANCELLED''::text, ''COMPLETED''::text])))'),
    ('tournament', 'chk_tournament_window', 'CHECK ((opens_at < closes_at))'),
    ('tournament', 'pk_tournament', 'PRIMARY KEY (id)'),
    ('tournament', 'tr_tournament_id', 'CREATE TRIGGER tr_tournament_id AFTER UPDATE OF id ON public.tournament FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id(''fk_enrollment_tournament'') AS c818768c3d6c0d3bef0af9af54c941ae'),
    ('tournament', 'tr_tournament_is_needed', 'CREATE TRIGGER tr_tournament_is_needed AFTER DELETE ON public.tournament REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans() AS eb10bb1bb4dfa0f385be2e6a617afc8d'),
    ('webhook_attempt', 'chk_webhook_attempt_trigger', 'CHECK ((trigger = ANY (ARRAY[''SCHEDULE''::text, ''RESEND''::text, ''RECOVERY''::text, ''REPLAY''::text, ''TEST''::text])))'),
    ('webhook_attempt', 'pk_webhook_attempt', 'PRIMARY KEY (endpoint_id, started_at, id)'),
    ('webhook_delivery', 'chk_webhook_delivery_due', 'CHECK (((state = ''PENDING''::text) = (next_attempt_at IS NOT NULL)))'),
    ('webhook_delivery', 'chk_webhook_delivery_state', 'CHECK ((state = ANY (ARRAY[''PENDING''::text, ''HELD''::text, ''DELIVERED''::text, ''EXHAUSTED''::text, ''DISCARDED''::text])))'),
    ('webhook_delivery', 'chk_webhook_delivery_trigger', 'CHECK ((trigger = ANY (ARRAY[''RESEND''::text, ''RECOVERY''::text, ''REPLAY''::text, ''TEST''::text])))'),
    ('webhook_delivery', 'pk_webhook_delivery', 'PRIMARY KEY (endpoint_id, occurred_at, event_id)'),
    ('webhook_endpoint', 'chk_webhook_endpoint_bounds', 'CHECK (((batch_size_max >= 1) AND (batch_size_max <= 100) AND (concurrency_max >= 1) AND (concurrency_max <= 256) AND (rate_per_second >= 1) AND (rate_per_second <= 100000)))'),
    ('webhook_endpoint', 'chk_webhook_endpoint_disabled', 'CHECK (((state = ''DISABLED''::text) = (disabled_reason IS NOT NULL)))'),
    ('webhook_endpoint', 'chk_webhook_endpoint_ordering', 'CHECK ((ordering = ANY (ARRAY[''NONE''::text, ''TOURNAMENT''::text])))'),
    ('webhook_endpoint', 'chk_webhook_endpoint_secret', 'CHECK (((state = ''DELETED''::text) = (sealed_secret IS NULL)))'),
    ('webhook_endpoint', 'chk_webhook_endpoint_signature', 'CHECK (((signature_version = ANY (ARRAY[''v1''::text, ''v1a''::text])) AND ((signature_version = ''v1a''::text) = (public_key IS NOT NULL))))'),
    ('webhook_endpoint', 'chk_webhook_endpoint_state', 'CHECK ((state = ANY (ARRAY[''ACTIVE''::text, ''PAUSED''::text, ''DISABLED''::text, ''DELETED''::text])))'),
    ('webhook_endpoint', 'pk_webhook_endpoint', 'PRIMARY KEY (id)'),
    ('webhook_operation', 'chk_webhook_operation_endpoint', 'CHECK (((endpoint_id IS NOT NULL) OR (kind = ''UNREADABLE''::text)))'),
    ('webhook_operation', 'chk_webhook_operation_finished', 'CHECK (((state = ''RUNNING''::text) = (finished_at IS NULL)))'),
    ('webhook_operation', 'chk_webhook_operation_kind', 'CHECK ((kind = ANY (ARRAY[''CREATE''::text, ''CHANGE''::text, ''DELETE''::text, ''ROTATE_SECRET''::text, ''TEST''::text, ''RESEND''::text, ''RECOVER''::text, ''REPLAY_MISSING''::text, ''UNREADABLE''::text])))'),
    ('webhook_operation', 'chk_webhook_operation_reason', 'CHECK (((state = ''REJECTED''::text) = (reason IS NOT NULL)))'),
    ('webhook_operation', 'chk_webhook_operation_state', 'CHECK ((state = ANY (ARRAY[''RUNNING''::text, ''DONE''::text, ''REJECTED''::text])))'),
    ('webhook_operation', 'pk_webhook_operation', 'PRIMARY KEY (id)'),
    ('webhook_progress', 'chk_webhook_progress_offset', 'CHECK ((next_offset >= 0))'),
    ('webhook_progress', 'pk_webhook_progress', 'PRIMARY KEY (topic_id, partition)'),
    ('webhook_registry', 'chk_webhook_registry_one_row', 'CHECK ((id = 1))'),
    ('webhook_registry', 'pk_webhook_registry', 'PRIMARY KEY (id)')
),
found AS (
  SELECT k.conrelid AS table_oid, k.conname AS guard, pg_get_constraintdef(k.oid) AS definition,
         -- Triggers of ours do what these keys say; they are among the guards below.
         k.convalidated OR k.contype = 'f' AS validated,
         (k.conenforced OR k.contype = 'f') AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled IN ('D', 'R')) AS enforced
  FROM pg_constraint k
  UNION ALL
  SELECT i.indrelid, x.relname, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready AND i.indislive
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid) || ' AS ' || md5(p.prosrc), true, t.tgenabled IN ('O', 'A')
  FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
  WHERE NOT t.tgisinternal
)
SELECT e.table_name, e.guard,
       CASE
         WHEN f.guard IS NULL THEN 'missing'
         WHEN regexp_replace(f.definition, '\s+', ' ', 'g') <> e.definition THEN 'defined otherwise'
         WHEN NOT f.validated THEN 'not validated'
         ELSE 'not enforced'
       END AS problem,
       e.definition AS expected, f.definition AS found
FROM expected e
LEFT JOIN found f ON f.table_oid = to_regclass('public.' || e.table_name) AND f.guard = e.guard
WHERE f.guard IS NULL
   OR regexp_replace(f.definition, '\s+', ' ', 'g') <> e.definition
   OR NOT f.validated
   OR NOT f.enforced
ORDER BY e.table_name, e.guard
