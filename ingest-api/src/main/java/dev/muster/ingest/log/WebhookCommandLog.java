package dev.muster.ingest.log;

import dev.muster.ingest.log.CommandLog.Appended;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.util.concurrent.CompletableFuture;

/// Where commands to webhook endpoints go.
public interface WebhookCommandLog {
  /// Starts one append, under the same terms as [CommandLog#append].
  CompletableFuture<Appended> append(WebhookCommandEnvelope envelope);
}
