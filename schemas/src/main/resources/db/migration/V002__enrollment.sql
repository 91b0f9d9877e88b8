CREATE TABLE enrollment (
  id            uuid        NOT NULL,
  tournament_id uuid        NOT NULL,
  player_id     uuid        NOT NULL,
  status        text        NOT NULL,
  fee_charged   bigint      NOT NULL,
  refund        bigint,
  request_id    uuid        NOT NULL,
  enrolled_at   timestamptz NOT NULL,
  cancelled_at  timestamptz,
  CONSTRAINT pk_enrollment PRIMARY KEY (id),
  CONSTRAINT fk_enrollment_tournament FOREIGN KEY (tournament_id) REFERENCES tournament (id),
  CONSTRAINT fk_enrollment_player FOREIGN KEY (player_id) REFERENCES player (id),
  CONSTRAINT chk_enrollment_status CHECK (status IN ('PENDING', 'ACTIVE', 'CANCELLED')),
  CONSTRAINT chk_enrollment_fee_non_negative CHECK (fee_charged >= 0),
  CONSTRAINT chk_refund_within_charge CHECK (refund >= 0 AND refund <= fee_charged),
  CONSTRAINT chk_enrollment_cancellation CHECK ((status = 'CANCELLED') = (cancelled_at IS NOT NULL) AND (status = 'CANCELLED') = (refund IS NOT NULL))
);

-- One live enrollment per player and tournament; cancelled rows are history and do not count.
CREATE UNIQUE INDEX uq_active_enrollment ON enrollment (player_id, tournament_id) WHERE status IN ('PENDING', 'ACTIVE');
-- A cancellation finds everybody who is in. The player is part of it so that the other question, whether one player is
-- in, is answered as fast from this index as from the unique one: before there are statistics the planner may take either.
CREATE INDEX ix_enrollment_live_by_tournament ON enrollment (tournament_id, player_id) WHERE status IN ('PENDING', 'ACTIVE');
-- A player's history, newest first.
CREATE INDEX ix_enrollment_by_player ON enrollment (player_id, enrolled_at DESC, id DESC);

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
