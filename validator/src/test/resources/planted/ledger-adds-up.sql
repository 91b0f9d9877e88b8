-- finds: ledger-adds-up
UPDATE credit_transaction SET balance_after = 999 WHERE kind = 'CANCELLATION_REFUND';
