CREATE TABLE decision (
  request_id       uuid        NOT NULL,
  type             text,
  tournament_id    uuid,
  player_id        uuid,
  outcome          text        NOT NULL,
  reason           text,
  detail           text,
  enrollment_id    uuid,
  credits_charged  bigint,
  credits_refunded bigint,
  balance_after    bigint,
  submitted_at     timestamptz NOT NULL,
  decided_at       timestamptz NOT NULL,
  topic_id         uuid        NOT NULL,
  partition        integer     NOT NULL,
  "offset"         bigint      NOT NULL,
  CONSTRAINT pk_decision PRIMARY KEY (request_id),
  CONSTRAINT uq_decision_log_position UNIQUE (topic_id, partition, "offset"),
  CONSTRAINT chk_decision_outcome CHECK (outcome IN ('ENROLLED', 'UNENROLLED', 'ACCEPTED', 'REJECTED')),
  CONSTRAINT chk_decision_reason CHECK ((outcome = 'REJECTED') = (reason IS NOT NULL)),
  CONSTRAINT chk_decision_enrollment CHECK ((outcome IN ('ENROLLED', 'UNENROLLED')) = (enrollment_id IS NOT NULL))
);

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

CREATE TABLE idempotency_key (
  key        uuid NOT NULL,
  request_id uuid NOT NULL,
  CONSTRAINT pk_idempotency_key PRIMARY KEY (key)
);

COMMENT ON TABLE idempotency_key IS 'Which request an Idempotency-Key belongs to: the first that was decided under it, for ever.';
COMMENT ON COLUMN idempotency_key.key IS 'Keyed hash of the caller''s key.';
COMMENT ON COLUMN idempotency_key.request_id IS 'The one request that is executed under it.';
