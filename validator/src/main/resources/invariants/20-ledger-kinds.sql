-- id: ledger-kinds
-- severity: ERROR
-- meaning: A fee takes credits, a grant or a refund gives some, and only a grant is for no enrollment.
-- what to do: Somebody wrote into the ledger past the worker. Restore chk_credit_transaction_sign, chk_credit_transaction_kind and chk_credit_transaction_enrollment, and replay.
SELECT id AS credit_transaction_id, player_id, kind, amount, enrollment_id, request_id
FROM credit_transaction
WHERE kind NOT IN ('GRANT', 'ENROLLMENT_FEE', 'UNENROLLMENT_REFUND', 'CANCELLATION_REFUND')
   OR (kind = 'ENROLLMENT_FEE') <> (amount < 0)
   OR amount = 0
   OR (kind = 'GRANT') <> (enrollment_id IS NULL)
ORDER BY id
