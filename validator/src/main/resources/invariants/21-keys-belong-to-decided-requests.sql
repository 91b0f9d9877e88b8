-- id: keys-belong-to-decided-requests
-- severity: ERROR
-- meaning: An idempotency key belongs to one request, and that request is decided.
-- what to do: A decision was removed or a key was written past the worker; whoever repeats the request under this key would be refused for ever. Replay from before it.
SELECT k.key, k.request_id, count(*) OVER (PARTITION BY k.key) AS owners
FROM idempotency_key k
LEFT JOIN decision d ON d.request_id = k.request_id
WHERE d.request_id IS NULL
   OR EXISTS (SELECT FROM idempotency_key other WHERE other.key = k.key AND other.request_id <> k.request_id)
ORDER BY k.key, k.request_id
