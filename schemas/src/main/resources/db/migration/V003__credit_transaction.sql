CREATE TABLE credit_transaction (
  id            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  player_id     uuid        NOT NULL,
  amount        bigint      NOT NULL,
  balance_after bigint      NOT NULL,
  kind          text        NOT NULL,
  enrollment_id uuid,
  request_id    uuid        NOT NULL,
  reason        text,
  created_at    timestamptz NOT NULL,
  CONSTRAINT pk_credit_transaction PRIMARY KEY (id),
  CONSTRAINT fk_credit_transaction_player FOREIGN KEY (player_id) REFERENCES player (id),
  CONSTRAINT fk_credit_transaction_enrollment FOREIGN KEY (enrollment_id) REFERENCES enrollment (id),
  CONSTRAINT uq_credit_transaction_request UNIQUE NULLS NOT DISTINCT (request_id, kind, enrollment_id),
  CONSTRAINT chk_credit_transaction_kind CHECK (kind IN ('GRANT', 'ENROLLMENT_FEE', 'UNENROLLMENT_REFUND', 'CANCELLATION_REFUND')),
  CONSTRAINT chk_credit_transaction_sign CHECK (CASE WHEN kind = 'ENROLLMENT_FEE' THEN amount < 0 ELSE amount > 0 END),
  CONSTRAINT chk_credit_transaction_enrollment CHECK ((kind = 'GRANT') = (enrollment_id IS NULL)),
  CONSTRAINT chk_balance_after_non_negative CHECK (balance_after >= 0)
);

-- Never a second charge of one enrollment, whatever asked for it.
CREATE UNIQUE INDEX uq_charge_per_enrollment ON credit_transaction (enrollment_id) WHERE kind = 'ENROLLMENT_FEE';
-- Never a second refund: whatever asked for it.
CREATE UNIQUE INDEX uq_refund_per_enrollment ON credit_transaction (enrollment_id) WHERE kind IN ('UNENROLLMENT_REFUND', 'CANCELLATION_REFUND');
-- A player's ledger, in the order it was written.
CREATE INDEX ix_credit_transaction_by_player ON credit_transaction (player_id, id);

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
