-- finds: ledger-kinds, guards-as-defined, balance-equals-ledger, ledger-adds-up
ALTER TABLE credit_transaction DROP CONSTRAINT chk_credit_transaction_sign;
UPDATE credit_transaction SET amount = -1000 WHERE request_id = md5('grant bob')::uuid;
