-- finds: balance-equals-ledger
INSERT INTO player (id, credit_balance, created_at) VALUES (md5('dora')::uuid, 1, now());
