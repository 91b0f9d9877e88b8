package dev.muster.ingest.webhook;

import dev.muster.ingest.http.Problem;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.ingest.log.WebhookCommandLog;
import dev.muster.ingest.request.RequestIds;
import dev.muster.schemas.webhook.OperationRefusal;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.schemas.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Puts commands on the log and waits a moment for a worker to carry them out. Management is rare,
/// so looking for the operation's row again and again is the simplest way that needs nobody else.
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final Duration ACK_WAIT_MAX = Duration.ofSeconds(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final WebhookCommandLog log;
  private final FindOperation operations;
  private final RequestIds ids;
  private final Duration answerWait;

  /// @param ids mints operation ids, from another secret than that of requests
  /// @param answerWait how long to wait for a worker
  Commands(WebhookCommandLog log, FindOperation operations, RequestIds ids, Duration answerWait) {
    this.log = log;
    this.operations = operations;
    this.ids = ids;
    this.answerWait = answerWait;
  }

  /// Has a command carried out.
  ///
  /// @return its operation; still `PENDING` if no worker answered in time
  /// @throws Refused if it is not on the log, or was rejected
  Operation run(UUID endpointId, WebhookCommand command) throws Refused {
    UUID id = ids.mint();
    append(new WebhookCommandEnvelope(id, endpointId, command));
    Operation operation = await(Operation.pending(id, endpointId, command.kind().name()));
    if (operation.state().equals("REJECTED")) {
      throw refused(operation);
    }
    return operation;
  }

  /// An operation by its id, if it was ever issued.
  Optional<Operation> find(UUID id) {
    Optional<Operation> found = operations.byId(id);
    return found.isEmpty() && ids.issued(id)
        ? Optional.of(Operation.pending(id, null, null))
        : found;
  }

  private void append(WebhookCommandEnvelope envelope) throws Refused {
    try {
      var _ = log.append(envelope).get(ACK_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Append of operation {} failed", envelope.operationId(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // It may have reached the log even so, and can be asked for.
    throw new Refused(
        new Problem(
            ProblemType.LOG_UNAVAILABLE,
            "The command was not acknowledged; ask for its operation by the operationId",
            Map.of("Retry-After", "2"),
            json -> Json.uuid(json, "operationId", envelope.operationId())));
  }

  private Operation await(Operation pending) {
    long deadline = System.nanoTime() + answerWait.toNanos();
    while (true) {
      try {
        Optional<Operation> found = operations.byId(pending.id());
        if (found.isPresent()) {
          return found.get();
        }
      } catch (DataAccessException e) {
        // The command is on the log: the caller must hear of it, whatever the database does.
        LOG.debug("Looking for operation {} failed", pending.id(), e);
      }
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return pending;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private static Refused refused(Operation operation) {
    OperationRefusal reason = OperationRefusal.valueOf(String.valueOf(operation.reason()));
    ProblemType type =
        switch (reason) {
          case ENDPOINT_NOT_FOUND, DELIVERY_NOT_FOUND -> ProblemType.NOT_FOUND;
          case ENDPOINT_EXISTS, ENDPOINT_DISABLED, DELIVERY_PENDING -> ProblemType.WEBHOOK_CONFLICT;
          case INVALID -> ProblemType.WEBHOOK_REFUSED;
          case SECRET_UNREADABLE -> ProblemType.WEBHOOKS_NOT_CONFIGURED;
          case UNREADABLE, FAILED -> ProblemType.INTERNAL_ERROR;
        };
    Map<String, String> headers =
        reason == OperationRefusal.SECRET_UNREADABLE ? Map.of("Retry-After", "60") : Map.of();
    return new Refused(
        new Problem(
            type,
            detail(reason, operation),
            headers,
            json -> {
              json.writeStringProperty("reason", reason.name());
              Json.uuid(json, "operationId", operation.id());
            }));
  }

  private static String detail(OperationRefusal reason, Operation operation) {
    return switch (reason) {
      case ENDPOINT_NOT_FOUND -> "There is no webhook endpoint with this id";
      case ENDPOINT_EXISTS -> "There is a webhook endpoint with this id already";
      case ENDPOINT_DISABLED -> "The endpoint is disabled; set its state to ACTIVE first";
      case DELIVERY_NOT_FOUND -> "The endpoint has no delivery of this event";
      case DELIVERY_PENDING -> "The event is being sent right now";
      case SECRET_UNREADABLE -> "API and worker have different settings muster.webhooks.secret-key";
      case INVALID -> operation.detail() == null ? "It is out of bounds" : operation.detail();
      case UNREADABLE, FAILED -> "The worker could not carry it out; its log says why";
    };
  }
}
