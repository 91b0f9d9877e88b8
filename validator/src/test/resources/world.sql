-- A small database in which everything is as it should be: three players, three tournaments, a seat taken and
-- given back and taken again, a cancellation, a free seat, two refusals. Ids are md5 of a readable name.
INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count, cancel_reason, created_at, updated_at)
VALUES (md5('paid')::uuid, 'Paid', 2, 100, 'OPEN', 2, NULL, now(), now()),
       (md5('off')::uuid, 'Called off', 2, 100, 'CANCELLED', 0, 'flood', now(), now()),
       (md5('free')::uuid, 'Free', 2, 0, 'OPEN', 1, NULL, now(), now());

INSERT INTO player (id, credit_balance, created_at)
VALUES (md5('ann')::uuid, 900, now()),
       (md5('bob')::uuid, 1000, now()),
       (md5('cas')::uuid, 850, now());

INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, refund, request_id, enrolled_at, cancelled_at)
VALUES (md5('ann in paid')::uuid, md5('paid')::uuid, md5('ann')::uuid, 'ACTIVE', 100, NULL, md5('enroll ann')::uuid, now(), NULL),
       (md5('bob in off')::uuid, md5('off')::uuid, md5('bob')::uuid, 'CANCELLED', 100, 100, md5('enroll bob')::uuid, now(), now()),
       (md5('cas was in paid')::uuid, md5('paid')::uuid, md5('cas')::uuid, 'CANCELLED', 100, 50, md5('enroll cas')::uuid, now(), now()),
       (md5('ann in free')::uuid, md5('free')::uuid, md5('ann')::uuid, 'ACTIVE', 0, NULL, md5('enroll ann free')::uuid, now(), NULL),
       (md5('cas in paid')::uuid, md5('paid')::uuid, md5('cas')::uuid, 'ACTIVE', 100, NULL, md5('enroll cas again')::uuid, now(), NULL);

INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('ann')::uuid, 1000, 1000, 'GRANT', NULL, md5('grant ann')::uuid, now()),
       (md5('bob')::uuid, 1000, 1000, 'GRANT', NULL, md5('grant bob')::uuid, now()),
       (md5('cas')::uuid, 1000, 1000, 'GRANT', NULL, md5('grant cas')::uuid, now()),
       (md5('ann')::uuid, -100, 900, 'ENROLLMENT_FEE', md5('ann in paid')::uuid, md5('enroll ann')::uuid, now()),
       (md5('bob')::uuid, -100, 900, 'ENROLLMENT_FEE', md5('bob in off')::uuid, md5('enroll bob')::uuid, now()),
       (md5('cas')::uuid, -100, 900, 'ENROLLMENT_FEE', md5('cas was in paid')::uuid, md5('enroll cas')::uuid, now()),
       (md5('cas')::uuid, 50, 950, 'UNENROLLMENT_REFUND', md5('cas was in paid')::uuid, md5('unenroll cas')::uuid, now()),
       (md5('bob')::uuid, 100, 1000, 'CANCELLATION_REFUND', md5('bob in off')::uuid, md5('cancel off')::uuid, now()),
       (md5('cas')::uuid, -100, 850, 'ENROLLMENT_FEE', md5('cas in paid')::uuid, md5('enroll cas again')::uuid, now());

INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason, enrollment_id, credits_charged, credits_refunded, balance_after, submitted_at, decided_at, topic_id, partition, "offset")
SELECT md5(d.request)::uuid, d.type, md5(d.tournament)::uuid, md5(d.player)::uuid, d.outcome, d.reason, md5(d.enrollment)::uuid, d.charged, d.refunded, d.balance, now(), now(), md5(d.topic)::uuid, 0, d.position
FROM (VALUES
  ('players', 0, 'register ann', 'REGISTER_PLAYER', NULL, 'ann', 'ACCEPTED', NULL, NULL, NULL::bigint, NULL::bigint, NULL::bigint),
  ('players', 1, 'register bob', 'REGISTER_PLAYER', NULL, 'bob', 'ACCEPTED', NULL, NULL, NULL, NULL, NULL),
  ('players', 2, 'register cas', 'REGISTER_PLAYER', NULL, 'cas', 'ACCEPTED', NULL, NULL, NULL, NULL, NULL),
  ('players', 3, 'grant ann', 'GRANT_CREDITS', NULL, 'ann', 'ACCEPTED', NULL, NULL, NULL, NULL, 1000),
  ('players', 4, 'grant bob', 'GRANT_CREDITS', NULL, 'bob', 'ACCEPTED', NULL, NULL, NULL, NULL, 1000),
  ('players', 5, 'grant cas', 'GRANT_CREDITS', NULL, 'cas', 'ACCEPTED', NULL, NULL, NULL, NULL, 1000),
  ('tournaments', 0, 'define paid', 'DEFINE_TOURNAMENT', 'paid', NULL, 'ACCEPTED', NULL, NULL, NULL, NULL, NULL),
  ('tournaments', 1, 'define off', 'DEFINE_TOURNAMENT', 'off', NULL, 'ACCEPTED', NULL, NULL, NULL, NULL, NULL),
  ('tournaments', 2, 'define free', 'DEFINE_TOURNAMENT', 'free', NULL, 'ACCEPTED', NULL, NULL, NULL, NULL, NULL),
  ('tournaments', 3, 'enroll ann', 'ENROLL', 'paid', 'ann', 'ENROLLED', NULL, 'ann in paid', 100, NULL, 900),
  ('tournaments', 4, 'enroll bob', 'ENROLL', 'off', 'bob', 'ENROLLED', NULL, 'bob in off', 100, NULL, 900),
  ('tournaments', 5, 'enroll cas', 'ENROLL', 'paid', 'cas', 'ENROLLED', NULL, 'cas was in paid', 100, NULL, 900),
  ('tournaments', 6, 'unenroll cas', 'UNENROLL', 'paid', 'cas', 'UNENROLLED', NULL, 'cas was in paid', NULL, 50, 950),
  ('tournaments', 7, 'cancel off', 'CANCEL_TOURNAMENT', 'off', NULL, 'ACCEPTED', NULL, NULL, NULL, 100, NULL),
  ('tournaments', 8, 'enroll ann free', 'ENROLL', 'free', 'ann', 'ENROLLED', NULL, 'ann in free', 0, NULL, 900),
  ('tournaments', 9, 'enroll bob late', 'ENROLL', 'off', 'bob', 'REJECTED', 'TOURNAMENT_NOT_OPEN', NULL, NULL, NULL, NULL),
  ('tournaments', 10, 'garbage', NULL, NULL, NULL, 'REJECTED', 'MALFORMED_COMMAND', NULL, NULL, NULL, NULL),
  ('tournaments', 11, 'enroll cas again', 'ENROLL', 'paid', 'cas', 'ENROLLED', NULL, 'cas in paid', 100, NULL, 850)
) d (topic, position, request, type, tournament, player, outcome, reason, enrollment, charged, refunded, balance);

INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
VALUES (md5('players')::uuid, 0, 1, 6, 6, 'worker', now()),
       (md5('tournaments')::uuid, 0, 1, 12, 12, 'worker', now());

INSERT INTO command_topic (name, topic_id, partition_count)
VALUES ('muster.player.commands', md5('players')::uuid, 1),
       ('muster.tournament.commands', md5('tournaments')::uuid, 1);
