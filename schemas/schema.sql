-- What the migrations add up to, read back from PostgreSQL's catalog. Do not edit: change a migration, then
--   mvn test -pl schemas -Dtest=SchemaDumpTest -Dmuster.schema.write=true

-- Tables

CREATE TABLE command_topic (
  name text NOT NULL,
  topic_id uuid NOT NULL,
  partition_count integer NOT NULL,
  pinned_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT pk_command_topic PRIMARY KEY (name),
  CONSTRAINT chk_command_topic_partitions CHECK ((partition_count > 0))
);

CREATE TABLE credit_transaction (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  player_id uuid NOT NULL,
  amount bigint NOT NULL,
  balance_after bigint NOT NULL,
  kind text NOT NULL,
  enrollment_id uuid,
  request_id uuid NOT NULL,
  reason text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT pk_credit_transaction PRIMARY KEY (id),
  CONSTRAINT chk_balance_after_non_negative CHECK ((balance_after >= 0)),
  CONSTRAINT chk_credit_transaction_enrollment CHECK (((kind = 'GRANT'::text) = (enrollment_id IS NULL))),
  CONSTRAINT chk_credit_transaction_kind CHECK ((kind = ANY (ARRAY['GRANT'::text, 'ENROLLMENT_FEE'::text, 'UNENROLLMENT_REFUND'::text, 'CANCELLATION_REFUND'::text]))),
  CONSTRAINT chk_credit_transaction_sign CHECK (
CASE
    WHEN (kind = 'ENROLLMENT_FEE'::text) THEN (amount < 0)
    ELSE (amount > 0)
END),
  CONSTRAINT uq_credit_transaction_request UNIQUE NULLS NOT DISTINCT (request_id, kind, enrollment_id)
);

CREATE TABLE decision (
  request_id uuid NOT NULL,
  type text,
  tournament_id uuid,
  player_id uuid,
  outcome text NOT NULL,
  reason text,
  detail text,
  enrollment_id uuid,
  credits_charged bigint,
  credits_refunded bigint,
  balance_after bigint,
  submitted_at timestamp with time zone NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  topic_id uuid NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  CONSTRAINT pk_decision PRIMARY KEY (request_id),
  CONSTRAINT chk_decision_enrollment CHECK (((outcome = ANY (ARRAY['ENROLLED'::text, 'UNENROLLED'::text])) = (enrollment_id IS NOT NULL))),
  CONSTRAINT chk_decision_outcome CHECK ((outcome = ANY (ARRAY['ENROLLED'::text, 'UNENROLLED'::text, 'ACCEPTED'::text, 'REJECTED'::text]))),
  CONSTRAINT chk_decision_reason CHECK (((outcome = 'REJECTED'::text) = (reason IS NOT NULL))),
  CONSTRAINT uq_decision_log_position UNIQUE (topic_id, partition, "offset")
);

CREATE TABLE enrollment (
  id uuid NOT NULL,
  tournament_id uuid NOT NULL,
  player_id uuid NOT NULL,
  status text NOT NULL,
  fee_charged bigint NOT NULL,
  refund bigint,
  request_id uuid NOT NULL,
  enrolled_at timestamp with time zone NOT NULL,
  cancelled_at timestamp with time zone,
  CONSTRAINT pk_enrollment PRIMARY KEY (id),
  CONSTRAINT chk_enrollment_cancellation CHECK ((((status = 'CANCELLED'::text) = (cancelled_at IS NOT NULL)) AND ((status = 'CANCELLED'::text) = (refund IS NOT NULL)))),
  CONSTRAINT chk_enrollment_fee_non_negative CHECK ((fee_charged >= 0)),
  CONSTRAINT chk_enrollment_status CHECK ((status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text, 'CANCELLED'::text]))),
  CONSTRAINT chk_refund_within_charge CHECK (((refund >= 0) AND (refund <= fee_charged)))
);

CREATE TABLE idempotency_key (
  key uuid NOT NULL,
  request_id uuid NOT NULL,
  CONSTRAINT pk_idempotency_key PRIMARY KEY (key)
);

CREATE TABLE partition_progress (
  topic_id uuid NOT NULL,
  partition integer NOT NULL,
  epoch bigint NOT NULL,
  next_offset bigint NOT NULL,
  published_offset bigint NOT NULL,
  owner text NOT NULL,
  claimed_at timestamp with time zone NOT NULL,
  parked_reason text,
  parked_at timestamp with time zone,
  CONSTRAINT pk_partition_progress PRIMARY KEY (topic_id, partition),
  CONSTRAINT chk_partition_progress_cursors CHECK (((0 <= published_offset) AND (published_offset <= next_offset))),
  CONSTRAINT chk_partition_progress_parked CHECK (((parked_reason IS NULL) = (parked_at IS NULL)))
) WITH (fillfactor=50);

CREATE TABLE player (
  id uuid NOT NULL,
  display_name text,
  credit_balance bigint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT pk_player PRIMARY KEY (id),
  CONSTRAINT chk_credit_balance_non_negative CHECK ((credit_balance >= 0))
) WITH (fillfactor=80);

CREATE TABLE tournament (
  id uuid NOT NULL,
  name text NOT NULL,
  capacity integer NOT NULL,
  fee_credits bigint NOT NULL,
  status text NOT NULL,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  refund_full_until timestamp with time zone,
  refund_percent_after smallint DEFAULT 100 NOT NULL,
  enrolled_count integer DEFAULT 0 NOT NULL,
  cancel_reason text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT pk_tournament PRIMARY KEY (id),
  CONSTRAINT chk_enrolled_within_capacity CHECK (((enrolled_count >= 0) AND (enrolled_count <= capacity))),
  CONSTRAINT chk_tournament_fee_non_negative CHECK ((fee_credits >= 0)),
  CONSTRAINT chk_tournament_refund_percent CHECK (((refund_percent_after >= 0) AND (refund_percent_after <= 100))),
  CONSTRAINT chk_tournament_status CHECK ((status = ANY (ARRAY['DRAFT'::text, 'OPEN'::text, 'CLOSED'::text, 'CANCELLED'::text, 'COMPLETED'::text]))),
  CONSTRAINT chk_tournament_window CHECK ((opens_at < closes_at))
) WITH (fillfactor=50);

CREATE TABLE webhook_attempt (
  endpoint_id uuid NOT NULL,
  started_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  event_id uuid NOT NULL,
  batch_id uuid,
  attempt integer NOT NULL,
  trigger text NOT NULL,
  outcome text NOT NULL,
  status_code integer,
  duration_ms bigint NOT NULL,
  remote_address text,
  detail text,
  response_body text,
  next_attempt_at timestamp with time zone,
  CONSTRAINT pk_webhook_attempt PRIMARY KEY (endpoint_id, started_at, id),
  CONSTRAINT chk_webhook_attempt_trigger CHECK ((trigger = ANY (ARRAY['SCHEDULE'::text, 'RESEND'::text, 'RECOVERY'::text, 'REPLAY'::text, 'TEST'::text])))
) PARTITION BY RANGE (started_at);

CREATE TABLE webhook_delivery (
  endpoint_id uuid NOT NULL,
  occurred_at timestamp with time zone NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  tournament_id uuid,
  sequence bigint NOT NULL,
  state text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone,
  leased_until timestamp with time zone,
  trigger text,
  batch_id uuid,
  last_attempt_at timestamp with time zone,
  payload text,
  traceparent text,
  CONSTRAINT pk_webhook_delivery PRIMARY KEY (endpoint_id, occurred_at, event_id),
  CONSTRAINT chk_webhook_delivery_due CHECK (((state = 'PENDING'::text) = (next_attempt_at IS NOT NULL))),
  CONSTRAINT chk_webhook_delivery_state CHECK ((state = ANY (ARRAY['PENDING'::text, 'HELD'::text, 'DELIVERED'::text, 'EXHAUSTED'::text, 'DISCARDED'::text]))),
  CONSTRAINT chk_webhook_delivery_trigger CHECK ((trigger = ANY (ARRAY['RESEND'::text, 'RECOVERY'::text, 'REPLAY'::text, 'TEST'::text])))
) PARTITION BY RANGE (occurred_at);

CREATE TABLE webhook_endpoint (
  id uuid NOT NULL,
  url text NOT NULL,
  description text,
  event_types text[] NOT NULL,
  tournament_ids uuid[],
  ordering text NOT NULL,
  batch_size_max integer NOT NULL,
  concurrency_max integer NOT NULL,
  rate_per_second integer,
  state text NOT NULL,
  disabled_reason text,
  state_since timestamp with time zone NOT NULL,
  failing_since timestamp with time zone,
  signature_version text NOT NULL,
  public_key text,
  sealed_headers bytea,
  sealed_secret bytea,
  sealed_previous_secret bytea,
  previous_secret_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT pk_webhook_endpoint PRIMARY KEY (id),
  CONSTRAINT chk_webhook_endpoint_bounds CHECK (((batch_size_max >= 1) AND (batch_size_max <= 100) AND (concurrency_max >= 1) AND (concurrency_max <= 256) AND (rate_per_second >= 1) AND (rate_per_second <= 100000))),
  CONSTRAINT chk_webhook_endpoint_disabled CHECK (((state = 'DISABLED'::text) = (disabled_reason IS NOT NULL))),
  CONSTRAINT chk_webhook_endpoint_ordering CHECK ((ordering = ANY (ARRAY['NONE'::text, 'TOURNAMENT'::text]))),
  CONSTRAINT chk_webhook_endpoint_secret CHECK (((state = 'DELETED'::text) = (sealed_secret IS NULL))),
  CONSTRAINT chk_webhook_endpoint_signature CHECK (((signature_version = ANY (ARRAY['v1'::text, 'v1a'::text])) AND ((signature_version = 'v1a'::text) = (public_key IS NOT NULL)))),
  CONSTRAINT chk_webhook_endpoint_state CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'DISABLED'::text, 'DELETED'::text])))
) WITH (fillfactor=50);

CREATE TABLE webhook_operation (
  id uuid NOT NULL,
  endpoint_id uuid,
  kind text NOT NULL,
  state text NOT NULL,
  reason text,
  detail text,
  event_id uuid,
  since timestamp with time zone,
  until timestamp with time zone,
  "position" timestamp with time zone,
  affected bigint DEFAULT 0 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT pk_webhook_operation PRIMARY KEY (id),
  CONSTRAINT chk_webhook_operation_endpoint CHECK (((endpoint_id IS NOT NULL) OR (kind = 'UNREADABLE'::text))),
  CONSTRAINT chk_webhook_operation_finished CHECK (((state = 'RUNNING'::text) = (finished_at IS NULL))),
  CONSTRAINT chk_webhook_operation_kind CHECK ((kind = ANY (ARRAY['CREATE'::text, 'CHANGE'::text, 'DELETE'::text, 'ROTATE_SECRET'::text, 'TEST'::text, 'RESEND'::text, 'RECOVER'::text, 'REPLAY_MISSING'::text, 'UNREADABLE'::text]))),
  CONSTRAINT chk_webhook_operation_reason CHECK (((state = 'REJECTED'::text) = (reason IS NOT NULL))),
  CONSTRAINT chk_webhook_operation_state CHECK ((state = ANY (ARRAY['RUNNING'::text, 'DONE'::text, 'REJECTED'::text])))
) WITH (fillfactor=70);

CREATE TABLE webhook_progress (
  topic_id uuid NOT NULL,
  partition integer NOT NULL,
  next_offset bigint NOT NULL,
  CONSTRAINT pk_webhook_progress PRIMARY KEY (topic_id, partition),
  CONSTRAINT chk_webhook_progress_offset CHECK ((next_offset >= 0))
) WITH (fillfactor=50);

CREATE TABLE webhook_registry (
  id integer DEFAULT 1 NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT pk_webhook_registry PRIMARY KEY (id),
  CONSTRAINT chk_webhook_registry_one_row CHECK ((id = 1))
) WITH (fillfactor=10);

-- Foreign keys

ALTER TABLE credit_transaction ADD CONSTRAINT fk_credit_transaction_enrollment FOREIGN KEY (enrollment_id) REFERENCES enrollment(id) NOT ENFORCED;
ALTER TABLE credit_transaction ADD CONSTRAINT fk_credit_transaction_player FOREIGN KEY (player_id) REFERENCES player(id) NOT ENFORCED;
ALTER TABLE enrollment ADD CONSTRAINT fk_enrollment_player FOREIGN KEY (player_id) REFERENCES player(id) NOT ENFORCED;
ALTER TABLE enrollment ADD CONSTRAINT fk_enrollment_tournament FOREIGN KEY (tournament_id) REFERENCES tournament(id) NOT ENFORCED;

-- Indexes

CREATE INDEX ix_credit_transaction_by_player ON public.credit_transaction USING btree (player_id, id);
CREATE UNIQUE INDEX uq_charge_per_enrollment ON public.credit_transaction USING btree (enrollment_id) WHERE (kind = 'ENROLLMENT_FEE'::text);
CREATE UNIQUE INDEX uq_refund_per_enrollment ON public.credit_transaction USING btree (enrollment_id) WHERE (kind = ANY (ARRAY['UNENROLLMENT_REFUND'::text, 'CANCELLATION_REFUND'::text]));
CREATE INDEX ix_decision_decided_at ON public.decision USING brin (decided_at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX ix_enrollment_ended_by_player ON public.enrollment USING btree (player_id, enrolled_at DESC, id DESC) WHERE (status = 'CANCELLED'::text);
CREATE INDEX ix_enrollment_live_by_tournament ON public.enrollment USING btree (tournament_id, player_id) WHERE (status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text]));
CREATE UNIQUE INDEX uq_active_enrollment ON public.enrollment USING btree (player_id, tournament_id) WHERE (status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text]));
CREATE INDEX ix_webhook_attempt_event ON ONLY public.webhook_attempt USING btree (event_id, started_at);
CREATE INDEX ix_webhook_delivery_due ON ONLY public.webhook_delivery USING btree (endpoint_id, next_attempt_at, batch_id) WHERE (state = 'PENDING'::text);
CREATE INDEX ix_webhook_delivery_line ON ONLY public.webhook_delivery USING btree (endpoint_id, tournament_id, sequence) WHERE (state = 'PENDING'::text);
CREATE INDEX ix_webhook_delivery_stuck ON ONLY public.webhook_delivery USING btree (endpoint_id, occurred_at, event_id) WHERE (state = ANY (ARRAY['HELD'::text, 'EXHAUSTED'::text]));
CREATE INDEX ix_webhook_operation_running ON public.webhook_operation USING btree (created_at) WHERE (state = 'RUNNING'::text);

-- Functions, views and triggers

CREATE OR REPLACE FUNCTION public.refuse_orphans()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_other_id()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE foreign_key_violation USING CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME,
    MESSAGE = 'the id of a row of ' || TG_TABLE_NAME || ' does not change';
END
$function$
;

CREATE OR REPLACE FUNCTION public.require_enrollment_references()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.require_ledger_references()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.require_new_reference()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.webhook_add_days(first_day date, last_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  parent text;
  day    date;
  -- A delivery is taken by an update in place, for which its page keeps room; attempts are never changed.
  filled integer;
  made   integer := 0;
BEGIN
  IF last_day - first_day > 400 THEN
    RAISE EXCEPTION 'too many days: % to %', first_day, last_day USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Two workers that add the same day do it one after the other.
  PERFORM pg_advisory_xact_lock(hashtext('webhook_days'));
  FOREACH parent IN ARRAY ARRAY['webhook_delivery', 'webhook_attempt'] LOOP
    filled := CASE parent WHEN 'webhook_delivery' THEN 50 ELSE 100 END;
    FOR day IN SELECT generate_series(first_day, last_day, interval '1 day')::date LOOP
      IF to_regclass(format('public.%I', parent || to_char(day, '_YYYYMMDD'))) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = %s)',
          parent || to_char(day, '_YYYYMMDD'), parent,
          to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00', filled);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END
$function$
;

CREATE OR REPLACE FUNCTION public.webhook_drop_days(parent text, before date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  child   text;
  dropped integer := 0;
BEGIN
  IF parent NOT IN ('webhook_delivery', 'webhook_attempt') THEN
    RAISE EXCEPTION 'not kept by day: %', parent USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('webhook_days'));
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('public.%I', parent)::regclass
      AND c.relname < parent || to_char(before, '_YYYYMMDD')
    ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$function$
;

CREATE TRIGGER tr_enrollment_id AFTER UPDATE OF id ON public.enrollment FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id('fk_credit_transaction_enrollment');

CREATE TRIGGER tr_enrollment_is_needed AFTER DELETE ON public.enrollment REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

CREATE TRIGGER tr_enrollment_player AFTER UPDATE OF player_id ON public.enrollment FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_enrollment_player');

CREATE TRIGGER tr_enrollment_references AFTER INSERT ON public.enrollment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_enrollment_references();

CREATE TRIGGER tr_enrollment_tournament AFTER UPDATE OF tournament_id ON public.enrollment FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_enrollment_tournament');

CREATE TRIGGER tr_ledger_enrollment AFTER UPDATE OF enrollment_id ON public.credit_transaction FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_credit_transaction_enrollment');

CREATE TRIGGER tr_ledger_player AFTER UPDATE OF player_id ON public.credit_transaction FOR EACH ROW EXECUTE FUNCTION require_new_reference('fk_credit_transaction_player');

CREATE TRIGGER tr_ledger_references AFTER INSERT ON public.credit_transaction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_ledger_references();

CREATE TRIGGER tr_player_id AFTER UPDATE OF id ON public.player FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id('fk_enrollment_player');

CREATE TRIGGER tr_player_is_needed AFTER DELETE ON public.player REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

CREATE TRIGGER tr_tournament_id AFTER UPDATE OF id ON public.tournament FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION refuse_other_id('fk_enrollment_tournament');

CREATE TRIGGER tr_tournament_is_needed AFTER DELETE ON public.tournament REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_orphans();

-- Comments

COMMENT ON TABLE command_topic IS 'Each command topic as it was when the first worker saw it. Another partition count or another topic under the same name would break the order of tournaments.';
COMMENT ON COLUMN command_topic.name IS 'The topic''s name.';
COMMENT ON COLUMN command_topic.topic_id IS 'The id the broker gave it; a topic made anew has another.';
COMMENT ON COLUMN command_topic.partition_count IS 'The partition count for ever; workers refuse to start on any other.';
COMMENT ON COLUMN command_topic.pinned_at IS 'When it was pinned.';
COMMENT ON TABLE credit_transaction IS 'The ledger: append only. player.credit_balance is always the sum of the player''s amounts.';
COMMENT ON COLUMN credit_transaction.id IS 'Rises with every row of one player, since the player''s row is locked while it is written.';
COMMENT ON COLUMN credit_transaction.player_id IS 'Whose wallet moved.';
COMMENT ON COLUMN credit_transaction.amount IS 'Credits; negative for a charge, positive for a grant or a refund, never zero.';
COMMENT ON COLUMN credit_transaction.balance_after IS 'The wallet after this row.';
COMMENT ON COLUMN credit_transaction.kind IS 'GRANT, ENROLLMENT_FEE, UNENROLLMENT_REFUND or CANCELLATION_REFUND.';
COMMENT ON COLUMN credit_transaction.enrollment_id IS 'The enrollment that was charged or refunded; null for a grant.';
COMMENT ON COLUMN credit_transaction.request_id IS 'The request that moved the credits.';
COMMENT ON COLUMN credit_transaction.reason IS 'Why credits were granted, for people to read.';
COMMENT ON COLUMN credit_transaction.created_at IS 'Log time of that request.';
COMMENT ON TABLE decision IS 'One row per request: the answer clients poll, and the outbox that results are published from.';
COMMENT ON COLUMN decision.request_id IS 'The request. A repeat of it on the log finds this row and changes nothing.';
COMMENT ON COLUMN decision.type IS 'Which command it was; null if it could not be read.';
COMMENT ON COLUMN decision.tournament_id IS 'The tournament asked for, whether or not it exists.';
COMMENT ON COLUMN decision.player_id IS 'The player asked for, whether or not it exists.';
COMMENT ON COLUMN decision.outcome IS 'ENROLLED, UNENROLLED, ACCEPTED (other commands) or REJECTED.';
COMMENT ON COLUMN decision.reason IS 'Why it was rejected; null otherwise.';
COMMENT ON COLUMN decision.detail IS 'What is wrong with a malformed command, for people to read.';
COMMENT ON COLUMN decision.enrollment_id IS 'The enrollment made or cancelled.';
COMMENT ON COLUMN decision.credits_charged IS 'Credits charged by an enrollment.';
COMMENT ON COLUMN decision.credits_refunded IS 'Credits refunded by an unenrollment, or in total by a cancellation.';
COMMENT ON COLUMN decision.balance_after IS 'The player''s credits after it.';
COMMENT ON COLUMN decision.submitted_at IS 'When the broker appended the command (log time).';
COMMENT ON COLUMN decision.decided_at IS 'When the worker decided it (the worker''s clock).';
COMMENT ON COLUMN decision.topic_id IS 'The command topic, by the id the broker gave it.';
COMMENT ON COLUMN decision.partition IS 'The command''s partition.';
COMMENT ON COLUMN decision."offset" IS 'The command''s offset: the order of decision within the partition.';
COMMENT ON TABLE enrollment IS 'One seat taken by one player. A re-enrollment is a new row; history is never overwritten.';
COMMENT ON COLUMN enrollment.id IS 'Derived from request_id, so deciding the log again gives the same id.';
COMMENT ON COLUMN enrollment.tournament_id IS 'The tournament.';
COMMENT ON COLUMN enrollment.player_id IS 'The player.';
COMMENT ON COLUMN enrollment.status IS 'PENDING (held, for later use) and ACTIVE are live; CANCELLED is history.';
COMMENT ON COLUMN enrollment.fee_charged IS 'Credits this enrollment was charged; every refund is reckoned from it, never from today''s price.';
COMMENT ON COLUMN enrollment.refund IS 'Credits given back when it was cancelled; null while it is live.';
COMMENT ON COLUMN enrollment.request_id IS 'The request that made it.';
COMMENT ON COLUMN enrollment.enrolled_at IS 'Log time of that request.';
COMMENT ON COLUMN enrollment.cancelled_at IS 'Log time of the request that cancelled it; null while it is live.';
COMMENT ON TABLE idempotency_key IS 'Which request an Idempotency-Key belongs to: the first that was decided under it, for ever.';
COMMENT ON COLUMN idempotency_key.key IS 'Keyed hash of the caller''s key.';
COMMENT ON COLUMN idempotency_key.request_id IS 'The one request that is executed under it.';
COMMENT ON TABLE partition_progress IS 'How far each partition is decided and published. The row is the fence: a batch commits only if it moves the row from the epoch and offset it started at.';
COMMENT ON COLUMN partition_progress.topic_id IS 'The command topic, by the id the broker gave it.';
COMMENT ON COLUMN partition_progress.partition IS 'The partition.';
COMMENT ON COLUMN partition_progress.epoch IS 'Issued anew to whoever claims the partition; an older holder''s batch moves no row and rolls back.';
COMMENT ON COLUMN partition_progress.next_offset IS 'Every command below it is decided.';
COMMENT ON COLUMN partition_progress.published_offset IS 'Every result below it is published; never ahead of next_offset.';
COMMENT ON COLUMN partition_progress.owner IS 'The worker that claimed it last, for people to read.';
COMMENT ON COLUMN partition_progress.claimed_at IS 'When it was claimed.';
COMMENT ON COLUMN partition_progress.parked_reason IS 'Why the partition is stopped until a person looks at it; null while it runs.';
COMMENT ON COLUMN partition_progress.parked_at IS 'When it was stopped.';
COMMENT ON TABLE player IS 'Who enrolls, and the one wallet that pays for it.';
COMMENT ON COLUMN player.id IS 'Chosen by the caller; the key of the player''s command stream.';
COMMENT ON COLUMN player.display_name IS 'For people to read; may be null.';
COMMENT ON COLUMN player.credit_balance IS 'Credits owned: always the sum of the player''s ledger rows, never below zero.';
COMMENT ON COLUMN player.created_at IS 'Log time of the command that registered the player.';
COMMENT ON TABLE tournament IS 'What players enroll in. One row is updated by every accepted batch, so pages keep room for new row versions.';
COMMENT ON COLUMN tournament.id IS 'Chosen by the caller; the key of the tournament''s command stream.';
COMMENT ON COLUMN tournament.name IS 'For people to read.';
COMMENT ON COLUMN tournament.capacity IS 'Seats. Never below enrolled_count.';
COMMENT ON COLUMN tournament.fee_credits IS 'Price of one seat now; what was paid is enrollment.fee_charged.';
COMMENT ON COLUMN tournament.status IS 'DRAFT, OPEN, CLOSED, CANCELLED or COMPLETED; the last two are final.';
COMMENT ON COLUMN tournament.opens_at IS 'First moment (log time) at which an enrollment is accepted; null for no lower bound.';
COMMENT ON COLUMN tournament.closes_at IS 'First moment (log time) at which none is accepted any more; null for no upper bound.';
COMMENT ON COLUMN tournament.refund_full_until IS 'Until this moment an unenrollment refunds everything; null for always.';
COMMENT ON COLUMN tournament.refund_percent_after IS 'Percentage refunded from refund_full_until on.';
COMMENT ON COLUMN tournament.enrolled_count IS 'Live enrollments, kept in the same transaction as they are; guarded by chk_enrolled_within_capacity.';
COMMENT ON COLUMN tournament.cancel_reason IS 'Why it was cancelled, for people to read; null unless it was.';
COMMENT ON COLUMN tournament.created_at IS 'Log time of the command that created it.';
COMMENT ON COLUMN tournament.updated_at IS 'Log time of the last command that defined or cancelled it.';
COMMENT ON TABLE webhook_attempt IS 'Every POST that was tried, one row per event in it. Kept by day; retention drops whole days.';
COMMENT ON COLUMN webhook_attempt.endpoint_id IS 'The endpoint.';
COMMENT ON COLUMN webhook_attempt.started_at IS 'When it began; the day it is kept under.';
COMMENT ON COLUMN webhook_attempt.id IS 'Its own id.';
COMMENT ON COLUMN webhook_attempt.event_id IS 'The event.';
COMMENT ON COLUMN webhook_attempt.batch_id IS 'The POST it was sent in together with others.';
COMMENT ON COLUMN webhook_attempt.attempt IS 'Which attempt of the schedule, from 1.';
COMMENT ON COLUMN webhook_attempt.trigger IS 'Why it was tried.';
COMMENT ON COLUMN webhook_attempt.outcome IS 'SUCCESS or what went wrong, such as HTTP_STATUS, TIMEOUT, CONNECT, TLS, DNS, BLOCKED.';
COMMENT ON COLUMN webhook_attempt.status_code IS 'The HTTP status, when there was one.';
COMMENT ON COLUMN webhook_attempt.duration_ms IS 'From the first byte out to the last byte read, in milliseconds.';
COMMENT ON COLUMN webhook_attempt.remote_address IS 'The address that was connected to.';
COMMENT ON COLUMN webhook_attempt.detail IS 'What went wrong, for people.';
COMMENT ON COLUMN webhook_attempt.response_body IS 'The first 16 KiB of what a failed attempt was answered.';
COMMENT ON COLUMN webhook_attempt.next_attempt_at IS 'When it is tried again; null when it is not.';
COMMENT ON TABLE webhook_delivery IS 'One event for one endpoint, and how far it got. Kept by day; retention drops whole days.';
COMMENT ON COLUMN webhook_delivery.endpoint_id IS 'The endpoint.';
COMMENT ON COLUMN webhook_delivery.occurred_at IS 'When the event was decided; the day it is kept under.';
COMMENT ON COLUMN webhook_delivery.event_id IS 'The request whose decision the event is; of a test event, the operation that asked for it.';
COMMENT ON COLUMN webhook_delivery.event_type IS 'Such as enrollment.enrolled.';
COMMENT ON COLUMN webhook_delivery.tournament_id IS 'The tournament whose line it stands in.';
COMMENT ON COLUMN webhook_delivery.sequence IS 'Offset of the command on the log: its place in that line.';
COMMENT ON COLUMN webhook_delivery.state IS 'PENDING; HELD while the endpoint is disabled; DELIVERED; EXHAUSTED, the schedule is at its end; DISCARDED, the endpoint was deleted.';
COMMENT ON COLUMN webhook_delivery.attempts IS 'Attempts of the schedule so far; starts again when it is recovered or sent again.';
COMMENT ON COLUMN webhook_delivery.next_attempt_at IS 'When it is due. Does not move while it is in hand, so that taking it changes no index.';
COMMENT ON COLUMN webhook_delivery.leased_until IS 'A dispatcher has it in hand until then at the latest; another may take it after.';
COMMENT ON COLUMN webhook_delivery.trigger IS 'Why it is sent again, or TEST; null is the schedule.';
COMMENT ON COLUMN webhook_delivery.batch_id IS 'The POST it was first sent in with others; retries keep them together, under one webhook-id.';
COMMENT ON COLUMN webhook_delivery.last_attempt_at IS 'When the last attempt began.';
COMMENT ON COLUMN webhook_delivery.payload IS 'The data of a test event. Every other event is made from its decision.';
COMMENT ON COLUMN webhook_delivery.traceparent IS 'W3C Trace Context of the command, if it is sampled.';
COMMENT ON TABLE webhook_endpoint IS 'Where outcomes are sent. A deleted endpoint keeps its row, without its secrets, so that its deliveries still have a name.';
COMMENT ON COLUMN webhook_endpoint.id IS 'Minted by the API; the key of its commands.';
COMMENT ON COLUMN webhook_endpoint.url IS 'Where to POST.';
COMMENT ON COLUMN webhook_endpoint.description IS 'For people.';
COMMENT ON COLUMN webhook_endpoint.event_types IS 'The types it asked for, such as enrollment.enrolled.';
COMMENT ON COLUMN webhook_endpoint.tournament_ids IS 'Only events of these tournaments; null is every tournament.';
COMMENT ON COLUMN webhook_endpoint.ordering IS 'TOURNAMENT holds an event back while an earlier one of its tournament is undelivered.';
COMMENT ON COLUMN webhook_endpoint.batch_size_max IS 'Events in one POST; 1 is one event in one POST, in its plain form.';
COMMENT ON COLUMN webhook_endpoint.concurrency_max IS 'POSTs under way at once.';
COMMENT ON COLUMN webhook_endpoint.rate_per_second IS 'POSTs a second; null is no limit.';
COMMENT ON COLUMN webhook_endpoint.state IS 'ACTIVE; PAUSED by its owner, deliveries wait; DISABLED by what the receiver did, deliveries are held until recovered; DELETED.';
COMMENT ON COLUMN webhook_endpoint.disabled_reason IS 'GONE (410), ASKED (the receiver''s header) or FAILING (days of failure).';
COMMENT ON COLUMN webhook_endpoint.state_since IS 'Since when it is in this state.';
COMMENT ON COLUMN webhook_endpoint.failing_since IS 'The first failure since the last success; null while deliveries succeed.';
COMMENT ON COLUMN webhook_endpoint.signature_version IS 'v1 (HMAC-SHA256) or v1a (ed25519), by Standard Webhooks.';
COMMENT ON COLUMN webhook_endpoint.public_key IS 'The public key of a v1a endpoint, in its whpk_ form.';
COMMENT ON COLUMN webhook_endpoint.sealed_headers IS 'Headers to add to each POST, encrypted: they can hold credentials.';
COMMENT ON COLUMN webhook_endpoint.sealed_secret IS 'The signing secret, encrypted.';
COMMENT ON COLUMN webhook_endpoint.sealed_previous_secret IS 'The secret before the last rotation; signs as well until previous_secret_until.';
COMMENT ON COLUMN webhook_endpoint.previous_secret_until IS 'When the previous secret stops signing.';
COMMENT ON COLUMN webhook_endpoint.created_at IS 'Events decided from here on are its own.';
COMMENT ON COLUMN webhook_endpoint.updated_at IS 'When its owner changed it last.';
COMMENT ON TABLE webhook_operation IS 'Every command to an endpoint, once, and what came of it. A second record of the same command finds its row and changes nothing.';
COMMENT ON COLUMN webhook_operation.id IS 'Minted by the API.';
COMMENT ON COLUMN webhook_operation.endpoint_id IS 'The endpoint; null of a record that named none.';
COMMENT ON COLUMN webhook_operation.kind IS 'The command; UNREADABLE for a record that is none.';
COMMENT ON COLUMN webhook_operation.state IS 'RUNNING in the background, DONE or REJECTED.';
COMMENT ON COLUMN webhook_operation.reason IS 'Why it was rejected, as a name to switch on.';
COMMENT ON COLUMN webhook_operation.detail IS 'Why it was rejected, for people.';
COMMENT ON COLUMN webhook_operation.event_id IS 'The event to send again, or the test event.';
COMMENT ON COLUMN webhook_operation.since IS 'From when to recover or replay.';
COMMENT ON COLUMN webhook_operation.until IS 'Up to when; fixed at the start.';
COMMENT ON COLUMN webhook_operation."position" IS 'How far it got between since and until.';
COMMENT ON COLUMN webhook_operation.affected IS 'Deliveries it set going so far.';
COMMENT ON COLUMN webhook_operation.created_at IS 'When it was taken up.';
COMMENT ON COLUMN webhook_operation.finished_at IS 'When it ended.';
COMMENT ON TABLE webhook_progress IS 'How far the results are turned into deliveries; moved in the transaction that inserts them.';
COMMENT ON COLUMN webhook_progress.topic_id IS 'The results topic, by the id the broker gave it.';
COMMENT ON COLUMN webhook_progress.partition IS 'The partition.';
COMMENT ON COLUMN webhook_progress.next_offset IS 'Every result below it has its deliveries.';
COMMENT ON TABLE webhook_registry IS 'One row that every change of an endpoint moves, in its transaction: whoever keeps endpoints in memory sees by it when to read them again.';
COMMENT ON COLUMN webhook_registry.id IS 'Always 1.';
COMMENT ON COLUMN webhook_registry.version IS 'Rises with every change.';

-- Rights

REVOKE ALL ON FUNCTION refuse_orphans() FROM PUBLIC;
REVOKE ALL ON FUNCTION refuse_other_id() FROM PUBLIC;
REVOKE ALL ON FUNCTION require_enrollment_references() FROM PUBLIC;
REVOKE ALL ON FUNCTION require_ledger_references() FROM PUBLIC;
REVOKE ALL ON FUNCTION require_new_reference() FROM PUBLIC;
REVOKE ALL ON FUNCTION webhook_add_days(date,date) FROM PUBLIC;
REVOKE ALL ON FUNCTION webhook_drop_days(text,date) FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO muster_api;
GRANT CREATE, USAGE ON SCHEMA public TO muster_owner;
GRANT USAGE ON SCHEMA public TO muster_validator;
GRANT USAGE ON SCHEMA public TO muster_worker;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT SELECT ON command_topic TO muster_api;
GRANT SELECT ON command_topic TO muster_validator;
GRANT INSERT, SELECT ON command_topic TO muster_worker;
GRANT SELECT ON credit_transaction TO muster_api;
GRANT SELECT ON credit_transaction TO muster_validator;
GRANT INSERT, SELECT ON credit_transaction TO muster_worker;
GRANT SELECT ON decision TO muster_api;
GRANT SELECT ON decision TO muster_validator;
GRANT INSERT, SELECT ON decision TO muster_worker;
GRANT SELECT ON enrollment TO muster_api;
GRANT SELECT ON enrollment TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON enrollment TO muster_worker;
GRANT SELECT ON idempotency_key TO muster_validator;
GRANT INSERT, SELECT ON idempotency_key TO muster_worker;
GRANT SELECT ON partition_progress TO muster_api;
GRANT SELECT ON partition_progress TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON partition_progress TO muster_worker;
GRANT SELECT ON player TO muster_api;
GRANT SELECT ON player TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON player TO muster_worker;
GRANT SELECT ON tournament TO muster_api;
GRANT SELECT ON tournament TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON tournament TO muster_worker;
GRANT SELECT ON webhook_attempt TO muster_api;
GRANT SELECT ON webhook_attempt TO muster_validator;
GRANT INSERT, SELECT ON webhook_attempt TO muster_worker;
GRANT SELECT ON webhook_delivery TO muster_api;
GRANT SELECT ON webhook_delivery TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON webhook_delivery TO muster_worker;
GRANT INSERT, SELECT, UPDATE ON webhook_endpoint TO muster_worker;
GRANT SELECT ON webhook_operation TO muster_api;
GRANT SELECT ON webhook_operation TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON webhook_operation TO muster_worker;
GRANT SELECT ON webhook_progress TO muster_validator;
GRANT INSERT, SELECT, UPDATE ON webhook_progress TO muster_worker;
GRANT SELECT ON webhook_registry TO muster_validator;
GRANT SELECT, UPDATE ON webhook_registry TO muster_worker;
GRANT SELECT (id, url, description, event_types, tournament_ids, ordering, batch_size_max, concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since, signature_version, public_key, previous_secret_until, created_at, updated_at) ON webhook_endpoint TO muster_api;
GRANT SELECT (id, url, description, event_types, tournament_ids, ordering, batch_size_max, concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since, signature_version, public_key, previous_secret_until, created_at, updated_at) ON webhook_endpoint TO muster_validator;
GRANT EXECUTE ON FUNCTION webhook_add_days(date,date) TO muster_worker;
GRANT EXECUTE ON FUNCTION webhook_drop_days(text,date) TO muster_worker;
