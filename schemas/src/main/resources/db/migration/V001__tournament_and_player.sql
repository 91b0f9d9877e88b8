CREATE TABLE tournament (
  id                   uuid        NOT NULL,
  name                 text        NOT NULL,
  capacity             integer     NOT NULL,
  fee_credits          bigint      NOT NULL,
  status               text        NOT NULL,
  opens_at             timestamptz,
  closes_at            timestamptz,
  refund_full_until    timestamptz,
  refund_percent_after smallint    NOT NULL DEFAULT 100,
  enrolled_count       integer     NOT NULL DEFAULT 0,
  cancel_reason        text,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  CONSTRAINT pk_tournament PRIMARY KEY (id),
  CONSTRAINT chk_enrolled_within_capacity CHECK (enrolled_count >= 0 AND enrolled_count <= capacity),
  CONSTRAINT chk_tournament_fee_non_negative CHECK (fee_credits >= 0),
  CONSTRAINT chk_tournament_status CHECK (status IN ('DRAFT', 'OPEN', 'CLOSED', 'CANCELLED', 'COMPLETED')),
  CONSTRAINT chk_tournament_refund_percent CHECK (refund_percent_after BETWEEN 0 AND 100),
  CONSTRAINT chk_tournament_window CHECK (opens_at < closes_at)
) WITH (fillfactor = 50);

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

CREATE TABLE player (
  id             uuid        NOT NULL,
  display_name   text,
  credit_balance bigint      NOT NULL DEFAULT 0,
  created_at     timestamptz NOT NULL,
  CONSTRAINT pk_player PRIMARY KEY (id),
  CONSTRAINT chk_credit_balance_non_negative CHECK (credit_balance >= 0)
) WITH (fillfactor = 80);

COMMENT ON TABLE player IS 'Who enrolls, and the one wallet that pays for it.';
COMMENT ON COLUMN player.id IS 'Chosen by the caller; the key of the player''s command stream.';
COMMENT ON COLUMN player.display_name IS 'For people to read; may be null.';
COMMENT ON COLUMN player.credit_balance IS 'Credits owned: always the sum of the player''s ledger rows, never below zero.';
COMMENT ON COLUMN player.created_at IS 'Log time of the command that registered the player.';
