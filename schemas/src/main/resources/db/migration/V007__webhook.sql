CREATE TABLE webhook_endpoint (
  id                    uuid        NOT NULL,
  url                   text        NOT NULL,
  description           text,
  event_types           text[]      NOT NULL,
  tournament_ids        uuid[],
  ordering              text        NOT NULL,
  batch_size_max        integer     NOT NULL,
  concurrency_max       integer     NOT NULL,
  rate_per_second       integer,
  state                 text        NOT NULL,
  disabled_reason       text,
  state_since           timestamptz NOT NULL,
  failing_since         timestamptz,
  signature_version     text        NOT NULL,
  public_key            text,
  sealed_headers        bytea,
  sealed_secret         bytea,
  sealed_previous_secret bytea,
  previous_secret_until timestamptz,
  created_at            timestamptz NOT NULL,
  updated_at            timestamptz NOT NULL,
  CONSTRAINT pk_webhook_endpoint PRIMARY KEY (id),
  CONSTRAINT chk_webhook_endpoint_ordering CHECK (ordering IN ('NONE', 'TOURNAMENT')),
  CONSTRAINT chk_webhook_endpoint_bounds CHECK (batch_size_max >= 1 AND batch_size_max <= 100 AND concurrency_max >= 1 AND concurrency_max <= 256 AND rate_per_second >= 1 AND rate_per_second <= 100000),
  CONSTRAINT chk_webhook_endpoint_state CHECK (state IN ('ACTIVE', 'PAUSED', 'DISABLED', 'DELETED')),
  CONSTRAINT chk_webhook_endpoint_disabled CHECK ((state = 'DISABLED') = (disabled_reason IS NOT NULL)),
  CONSTRAINT chk_webhook_endpoint_secret CHECK ((state = 'DELETED') = (sealed_secret IS NULL)),
  CONSTRAINT chk_webhook_endpoint_signature CHECK (signature_version IN ('v1', 'v1a') AND (signature_version = 'v1a') = (public_key IS NOT NULL))
) WITH (fillfactor = 50);

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

CREATE TABLE webhook_registry (
  id      integer NOT NULL DEFAULT 1,
  version bigint  NOT NULL,
  CONSTRAINT pk_webhook_registry PRIMARY KEY (id),
  CONSTRAINT chk_webhook_registry_one_row CHECK (id = 1)
) WITH (fillfactor = 10);
INSERT INTO webhook_registry (version) VALUES (0);

COMMENT ON TABLE webhook_registry IS 'One row that every change of an endpoint moves, in its transaction: whoever keeps endpoints in memory sees by it when to read them again.';
COMMENT ON COLUMN webhook_registry.id IS 'Always 1.';
COMMENT ON COLUMN webhook_registry.version IS 'Rises with every change.';

-- Partitioned by the time of the event, which follows from the event, so that the primary key holds one delivery per event
-- and endpoint whoever inserts it. No foreign keys: endpoints keep their rows, and decisions are never deleted.
CREATE TABLE webhook_delivery (
  endpoint_id     uuid        NOT NULL,
  occurred_at     timestamptz NOT NULL,
  event_id        uuid        NOT NULL,
  event_type      text        NOT NULL,
  tournament_id   uuid,
  sequence        bigint      NOT NULL,
  state           text        NOT NULL,
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  leased_until    timestamptz,
  trigger         text,
  batch_id        uuid,
  last_attempt_at timestamptz,
  payload         text,
  CONSTRAINT pk_webhook_delivery PRIMARY KEY (endpoint_id, occurred_at, event_id),
  CONSTRAINT chk_webhook_delivery_state CHECK (state IN ('PENDING', 'HELD', 'DELIVERED', 'EXHAUSTED', 'DISCARDED')),
  CONSTRAINT chk_webhook_delivery_trigger CHECK (trigger IN ('RESEND', 'RECOVERY', 'REPLAY', 'TEST')),
  CONSTRAINT chk_webhook_delivery_due CHECK ((state = 'PENDING') = (next_attempt_at IS NOT NULL))
) PARTITION BY RANGE (occurred_at);

-- With the batch, so that those of one POST come back side by side.
CREATE INDEX ix_webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at, batch_id) WHERE state = 'PENDING';
-- The head of each tournament's line, for endpoints that asked for order.
CREATE INDEX ix_webhook_delivery_line ON webhook_delivery (endpoint_id, tournament_id, sequence) WHERE state = 'PENDING';
-- What can be recovered; a delivery that just succeeds never enters it.
CREATE INDEX ix_webhook_delivery_stuck ON webhook_delivery (endpoint_id, occurred_at, event_id) WHERE state IN ('HELD', 'EXHAUSTED');

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

CREATE TABLE webhook_attempt (
  endpoint_id     uuid        NOT NULL,
  started_at      timestamptz NOT NULL,
  id              uuid        NOT NULL,
  event_id        uuid        NOT NULL,
  batch_id        uuid,
  attempt         integer     NOT NULL,
  trigger         text        NOT NULL,
  outcome         text        NOT NULL,
  status_code     integer,
  duration_ms     bigint      NOT NULL,
  remote_address  text,
  detail          text,
  response_body   text,
  next_attempt_at timestamptz,
  CONSTRAINT pk_webhook_attempt PRIMARY KEY (endpoint_id, started_at, id),
  CONSTRAINT chk_webhook_attempt_trigger CHECK (trigger IN ('SCHEDULE', 'RESEND', 'RECOVERY', 'REPLAY', 'TEST'))
) PARTITION BY RANGE (started_at);

CREATE INDEX ix_webhook_attempt_event ON webhook_attempt (event_id, started_at);

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

CREATE TABLE webhook_operation (
  id          uuid        NOT NULL,
  endpoint_id uuid,
  kind        text        NOT NULL,
  state       text        NOT NULL,
  reason      text,
  detail      text,
  event_id    uuid,
  since       timestamptz,
  until       timestamptz,
  position    timestamptz,
  affected    bigint      NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  CONSTRAINT pk_webhook_operation PRIMARY KEY (id),
  CONSTRAINT chk_webhook_operation_kind CHECK (kind IN ('CREATE', 'CHANGE', 'DELETE', 'ROTATE_SECRET', 'TEST', 'RESEND', 'RECOVER', 'REPLAY_MISSING', 'UNREADABLE')),
  CONSTRAINT chk_webhook_operation_endpoint CHECK (endpoint_id IS NOT NULL OR kind = 'UNREADABLE'),
  CONSTRAINT chk_webhook_operation_state CHECK (state IN ('RUNNING', 'DONE', 'REJECTED')),
  CONSTRAINT chk_webhook_operation_reason CHECK ((state = 'REJECTED') = (reason IS NOT NULL)),
  CONSTRAINT chk_webhook_operation_finished CHECK ((state = 'RUNNING') = (finished_at IS NULL))
) WITH (fillfactor = 70);

CREATE INDEX ix_webhook_operation_running ON webhook_operation (created_at) WHERE state = 'RUNNING';

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
COMMENT ON COLUMN webhook_operation.position IS 'How far it got between since and until.';
COMMENT ON COLUMN webhook_operation.affected IS 'Deliveries it set going so far.';
COMMENT ON COLUMN webhook_operation.created_at IS 'When it was taken up.';
COMMENT ON COLUMN webhook_operation.finished_at IS 'When it ended.';

CREATE TABLE webhook_progress (
  topic_id    uuid    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL,
  CONSTRAINT pk_webhook_progress PRIMARY KEY (topic_id, partition),
  CONSTRAINT chk_webhook_progress_offset CHECK (next_offset >= 0)
) WITH (fillfactor = 50);

COMMENT ON TABLE webhook_progress IS 'How far the results are turned into deliveries; moved in the transaction that inserts them.';
COMMENT ON COLUMN webhook_progress.topic_id IS 'The results topic, by the id the broker gave it.';
COMMENT ON COLUMN webhook_progress.partition IS 'The partition.';
COMMENT ON COLUMN webhook_progress.next_offset IS 'Every result below it has its deliveries.';

-- To find the decisions of a stretch of time when an endpoint wants what it never got. A decision's row lies where the
-- decisions of its time lie, so a block range index is enough, and it costs the hot path next to nothing.
CREATE INDEX ix_decision_decided_at ON decision USING brin (decided_at) WITH (pages_per_range = 32, autosummarize = on);

-- The worker may not change tables; these two functions are the exception, and all they can do is add and drop whole days.
CREATE FUNCTION webhook_add_days(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
$$;

CREATE FUNCTION webhook_drop_days(parent text, before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
$$;

REVOKE ALL ON FUNCTION webhook_add_days(date, date), webhook_drop_days(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhook_add_days(date, date), webhook_drop_days(text, date) TO muster_worker;

GRANT SELECT, INSERT, UPDATE ON webhook_endpoint, webhook_delivery, webhook_operation, webhook_progress TO muster_worker;
GRANT SELECT, UPDATE ON webhook_registry TO muster_worker;
GRANT SELECT, INSERT ON webhook_attempt TO muster_worker;

-- Everything but the secrets, sealed or not.
GRANT SELECT (id, url, description, event_types, tournament_ids, ordering, batch_size_max, concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since, signature_version, public_key, previous_secret_until, created_at, updated_at) ON webhook_endpoint TO muster_api;
GRANT SELECT ON webhook_delivery, webhook_attempt, webhook_operation TO muster_api;
