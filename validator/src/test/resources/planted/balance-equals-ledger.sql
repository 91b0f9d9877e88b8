-- finds: balance-equals-ledger
UPDATE player SET credit_balance = 901 WHERE id = md5('ann')::uuid;
