-- finds: outcomes-have-their-deliveries
INSERT INTO webhook_endpoint (id, url, event_types, tournament_ids, ordering, batch_size_max, concurrency_max, state, state_since, signature_version, sealed_secret, created_at, updated_at)
VALUES (md5('hook')::uuid, 'https://hook.example', '{enrollment.enrolled}', NULL, 'NONE', 1, 4, 'ACTIVE', now(), 'v1', '\x00', now() - interval '2 hours', now() - interval '2 hours');
SELECT webhook_add_days((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date);
UPDATE decision SET decided_at = now() - interval '1 hour' WHERE request_id = md5('enroll ann')::uuid;
