-- The roles come from roles.sql. The API reads what it shows and can write nothing; the worker writes
-- rows and can change no table; the ledger and the decisions are append-only for everybody.
GRANT SELECT ON tournament, player, enrollment, credit_transaction, decision, command_topic, partition_progress TO muster_api;

GRANT SELECT, INSERT, UPDATE ON tournament, player, enrollment, partition_progress TO muster_worker;
GRANT SELECT, INSERT ON credit_transaction, decision, idempotency_key, command_topic TO muster_worker;
