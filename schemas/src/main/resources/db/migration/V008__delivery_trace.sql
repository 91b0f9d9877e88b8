-- The trace that a webhook's event belongs to crosses the outbox with it.
ALTER TABLE webhook_delivery ADD COLUMN traceparent text;

COMMENT ON COLUMN webhook_delivery.traceparent IS 'W3C Trace Context of the command, if it is sampled.';
