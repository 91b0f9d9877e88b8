package dev.muster.ingest.http;

/// Every kind of error this API answers. The slug is a promise: clients may switch on it.
public enum ProblemType {
  BAD_REQUEST(400, "bad-request", "The request is not valid HTTP"),
  INVALID_BODY(400, "invalid-body", "The body is not what this operation takes"),
  INVALID_PARAMETER(400, "invalid-parameter", "A path or query parameter is not valid"),
  INVALID_IDEMPOTENCY_KEY(400, "invalid-idempotency-key", "The Idempotency-Key is not valid"),
  NOT_FOUND(404, "not-found", "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "not-acceptable", "There is no form of this that would be accepted"),
  REQUEST_TIMEOUT(408, "request-timeout", "The body did not arrive in time"),
  WEBHOOK_CONFLICT(409, "webhook-conflict", "The webhook endpoint is not in a state for this"),
  BODY_TOO_LARGE(413, "body-too-large", "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be application/json"),
  IDEMPOTENCY_KEY_REUSED(
      422, "idempotency-key-reused", "The Idempotency-Key belongs to another request"),
  WEBHOOK_REFUSED(422, "webhook-refused", "The webhook endpoint cannot be as asked"),
  TOO_MANY_STREAMS(429, "too-many-streams", "Too many event streams at once"),
  INTERNAL_ERROR(500, "internal-error", "The server failed"),
  WEBHOOKS_NOT_CONFIGURED(503, "webhooks-not-configured", "Webhooks are not configured"),
  LOG_UNAVAILABLE(503, "log-unavailable", "Commands cannot be taken right now"),
  READS_UNAVAILABLE(503, "reads-unavailable", "Outcomes cannot be read right now"),
  DRAINING(503, "draining", "This replica is about to stop"),
  NOT_ALIVE(503, "not-alive", "A part of the process has ended"),
  TOO_MANY_BATCHES(503, "too-many-batches", "Too many batches at once");

  private final int status;
  private final String slug;
  private final String title;

  ProblemType(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  int status() {
    return status;
  }

  /// Relative on purpose: it names the problem, it need not be fetched.
  String uri() {
    return "/problems/" + slug;
  }

  String title() {
    return title;
  }
}
