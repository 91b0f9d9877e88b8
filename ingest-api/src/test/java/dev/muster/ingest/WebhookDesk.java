package dev.muster.ingest;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommand.Recover;
import dev.muster.schemas.webhook.WebhookCommand.ReplayMissing;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Stands in for the worker: writes the rows that a command would end in.
@NullMarked
final class WebhookDesk implements Consumer<WebhookCommandEnvelope> {
  private final TestDatabase database;
  private @Nullable String refusal;

  WebhookDesk(TestDatabase database) {
    this.database = database;
  }

  /// From now on every command is rejected for this reason; null carries them out.
  void refuse(@Nullable String reason) {
    refusal = reason;
  }

  @Override
  public void accept(WebhookCommandEnvelope envelope) {
    boolean background =
        envelope.command() instanceof Recover || envelope.command() instanceof ReplayMissing;
    String state = refusal != null ? "REJECTED" : background ? "RUNNING" : "DONE";
    if (refusal == null && envelope.command() instanceof Create create) {
      endpoint(envelope.endpointId(), create);
    }
    database.update(
        """
        INSERT INTO webhook_operation (id, endpoint_id, kind, state, reason, detail, created_at, finished_at)
        VALUES (?, ?, ?, ?::text, ?, 'as the worker says', now(), CASE WHEN ?::text <> 'RUNNING' THEN now() END)
        """,
        envelope.operationId(),
        envelope.endpointId(),
        envelope.command().kind().name(),
        state,
        refusal,
        state);
  }

  private void endpoint(UUID id, Create create) {
    var spec = create.spec();
    database.update(
        """
        INSERT INTO webhook_endpoint (id, url, description, event_types, ordering, batch_size_max,
                                      concurrency_max, rate_per_second, state, state_since,
                                      signature_version, sealed_secret, created_at, updated_at)
        VALUES (?, ?, ?, string_to_array(?, ','), ?, ?, ?, ?, 'ACTIVE', clock_timestamp(), 'v1',
                decode(?, 'base64'), clock_timestamp(), clock_timestamp())
        """,
        id,
        spec.url(),
        spec.description(),
        String.join(",", spec.eventTypes().stream().map(EventType::wireName).toList()),
        spec.ordering().name(),
        spec.batchSizeMax(),
        spec.concurrencyMax(),
        spec.ratePerSecond(),
        create.sealedSecret());
  }
}
