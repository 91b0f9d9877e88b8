-- id: ledger-adds-up
-- severity: ERROR
-- meaning: Every ledger row's balance_after is the sum of the player's rows up to it.
-- what to do: The first row shown of a player is where the ledger broke: a row was changed, removed or written without the player's lock.
SELECT player_id, id AS credit_transaction_id, kind, amount, balance_after, running_total
FROM (
  SELECT player_id, id, kind, amount, balance_after, sum(amount) OVER (PARTITION BY player_id ORDER BY id) AS running_total
  FROM credit_transaction
) ledger
WHERE balance_after <> running_total
ORDER BY player_id, id
