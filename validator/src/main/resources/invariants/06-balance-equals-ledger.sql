-- id: balance-equals-ledger
-- severity: ERROR
-- meaning: A player's balance is the sum of the player's ledger.
-- what to do: Trust the ledger. Correct the balance while the player's partition is stopped, then find the statement that wrote one without the other.
SELECT p.id AS player_id, p.credit_balance, coalesce(l.total, 0) AS ledger_total
FROM player p
LEFT JOIN (
  SELECT player_id, sum(amount) AS total
  FROM credit_transaction
  GROUP BY player_id
) l ON l.player_id = p.id
WHERE p.credit_balance <> coalesce(l.total, 0)
ORDER BY p.id
