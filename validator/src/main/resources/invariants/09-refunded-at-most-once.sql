-- id: refunded-at-most-once
-- severity: ERROR
-- meaning: A cancelled enrollment was refunded at most once, never more than it was charged, to the same player, and as its refund column says; a live one never.
-- what to do: Take back what was refunded too often or too much with a correcting entry, then restore uq_refund_per_enrollment and chk_refund_within_charge.
SELECT e.id AS enrollment_id, e.player_id, e.status, e.fee_charged, e.refund, coalesce(r.refunds, 0) AS refunds, coalesce(r.refunded, 0) AS refunded
FROM enrollment e
LEFT JOIN (
  SELECT l.enrollment_id, count(*) AS refunds, sum(l.amount) AS refunded, bool_and(l.player_id = o.player_id) AS own
  FROM credit_transaction l
  JOIN enrollment o ON o.id = l.enrollment_id
  WHERE l.kind IN ('UNENROLLMENT_REFUND', 'CANCELLATION_REFUND')
  GROUP BY l.enrollment_id
) r ON r.enrollment_id = e.id
WHERE r.refunds > 1
   OR coalesce(r.refunded, 0) <> coalesce(e.refund, 0)
   OR e.refund > e.fee_charged
   OR (e.status = 'CANCELLED') <> (e.refund IS NOT NULL)
   OR NOT r.own
ORDER BY e.id
