-- finds: references-resolve, ledger-adds-up, every-effect-has-its-decision, balance-equals-ledger
ALTER TABLE credit_transaction DISABLE TRIGGER tr_ledger_references;
INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
VALUES (md5('ann')::uuid, 1, 1, 'UNENROLLMENT_REFUND', md5('no enrollment')::uuid, md5('no request')::uuid, now());
ALTER TABLE credit_transaction ENABLE TRIGGER tr_ledger_references;
