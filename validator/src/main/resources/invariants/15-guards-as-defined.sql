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
    ('credit_transaction', 'fk_credit_transaction_enrollment', 'FOREIGN KEY (enrollment_id) REFERENCES enrollment(id)'),
    ('credit_transaction', 'fk_credit_transaction_player', 'FOREIGN KEY (player_id) REFERENCES player(id)'),
    ('credit_transaction', 'pk_credit_transaction', 'PRIMARY KEY (id)'),
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
    ('enrollment', 'fk_enrollment_player', 'FOREIGN KEY (player_id) REFERENCES player(id)'),
    ('enrollment', 'fk_enrollment_tournament', 'FOREIGN KEY (tournament_id) REFERENCES tournament(id)'),
    ('enrollment', 'pk_enrollment', 'PRIMARY KEY (id)'),
    ('enrollment', 'uq_active_enrollment', 'CREATE UNIQUE INDEX uq_active_enrollment ON public.enrollment USING btree (player_id, tournament_id) WHERE (status = ANY (ARRAY[''PENDING''::text, ''ACTIVE''::text]))'),
    ('idempotency_key', 'pk_idempotency_key', 'PRIMARY KEY (key)'),
    ('partition_progress', 'chk_partition_progress_cursors', 'CHECK (((0 <= published_offset) AND (published_offset <= next_offset)))'),
    ('partition_progress', 'chk_partition_progress_parked', 'CHECK (((parked_reason IS NULL) = (parked_at IS NULL)))'),
    ('partition_progress', 'pk_partition_progress', 'PRIMARY KEY (topic_id, partition)'),
    ('player', 'chk_credit_balance_non_negative', 'CHECK ((credit_balance >= 0))'),
    ('player', 'pk_player', 'PRIMARY KEY (id)'),
    ('tournament', 'chk_enrolled_within_capacity', 'CHECK (((enrolled_count >= 0) AND (enrolled_count <= capacity)))'),
    ('tournament', 'chk_tournament_fee_non_negative', 'CHECK ((fee_credits >= 0))'),
    ('tournament', 'chk_tournament_refund_percent', 'CHECK (((refund_percent_after >= 0) AND (refund_percent_after <= 100)))'),
    ('tournament', 'chk_tournament_status', 'CHECK ((status = ANY (ARRAY[''DRAFT''::text, ''OPEN''::text, ''CLOSED''::text, ''CANCELLED''::text, ''COMPLETED''::text])))'),
    ('tournament', 'chk_tournament_window', 'CHECK ((opens_at < closes_at))'),
    ('tournament', 'pk_tournament', 'PRIMARY KEY (id)'),
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
         k.convalidated AS validated,
         k.conenforced AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled IN ('D', 'R')) AS enforced
  FROM pg_constraint k
  UNION ALL
  SELECT i.indrelid, x.relname, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready AND i.indislive
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
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
