-- id: balance-non-negative
-- severity: ERROR
-- meaning: No player owns less than nothing, now or after any row of the ledger.
-- what to do: Find the first ledger row below zero: whatever made it spent credits that were not there. Then restore chk_credit_balance_non_negative and chk_balance_after_non_negative.
SELECT p.id AS player_id, p.credit_balance, l.lowest AS lowest_in_ledger
FROM player p
LEFT JOIN (
  SELECT player_id, min(balance_after) AS lowest
  FROM credit_transaction
  GROUP BY player_id
) l ON l.player_id = p.id
WHERE p.credit_balance < 0
   OR l.lowest < 0
ORDER BY p.id
