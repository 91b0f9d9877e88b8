package dev.muster.worker.webhook.dispatch;

import dev.muster.schemas.webhook.MessageIds;
import dev.muster.schemas.webhook.WebhookEvent;
import dev.muster.schemas.wire.EventCodec;
import dev.muster.worker.webhook.store.DueDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One POST: a delivery in its plain form, or several in a batch.
///
/// @param batchId null for the plain form
record Message(UUID endpointId, @Nullable UUID batchId, List<DueDelivery> deliveries) {
  static Message single(DueDelivery delivery) {
    return new Message(delivery.endpointId(), null, List.of(delivery));
  }

  static Message batch(List<DueDelivery> deliveries) {
    DueDelivery first = deliveries.getFirst();
    return new Message(first.endpointId(), first.batchId(), deliveries);
  }

  /// Until when it is in hand.
  Instant leasedUntil() {
    return deliveries.getFirst().leasedUntil();
  }

  /// How many attempts of the schedule were made before.
  int attempts() {
    return deliveries.getFirst().attempts();
  }

  /// Since the eldest of its events was decided.
  Duration age(Instant now) {
    return deliveries.stream()
        .map(DueDelivery::event)
        .filter(Objects::nonNull)
        .map(event -> Duration.between(event.timestamp(), now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /// The traces that its events belong to, without those that nobody samples.
  List<String> traceparents() {
    return deliveries.stream().map(DueDelivery::traceparent).filter(Objects::nonNull).toList();
  }

  /// The `webhook-id`: the same whenever it is sent.
  String id() {
    return batchId == null
        ? MessageIds.event(deliveries.getFirst().eventId())
        : MessageIds.batch(batchId);
  }

  /// The bytes to sign and send, or null if what happened cannot be found any more.
  byte @Nullable [] body() {
    List<WebhookEvent> events = new ArrayList<>();
    for (DueDelivery delivery : deliveries) {
      if (delivery.event() == null) {
        return null;
      }
      events.add(delivery.event());
    }
    if (batchId == null) {
      return EventCodec.encode(events.getFirst());
    }
    Instant youngest =
        events.stream().map(WebhookEvent::timestamp).max(Comparator.naturalOrder()).orElseThrow();
    return EventCodec.encodeBatch(youngest, events);
  }
}
