package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.WebhookEndpoints.Created;
import dev.muster.schemas.webhook.EventType;
import java.net.URI;
import java.util.List;

/// A webhook endpoint and its receiver, for tests of other things that want to see events arrive.
public final class WebhookProbe implements AutoCloseable {
  private static final int CONCURRENCY_MAX = 4;

  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookSubscriber subscriber = new WebhookSubscriber();

  /// Returns when the endpoint is in force: it is told of every enrollment.
  ///
  /// @param api where it is registered
  public static WebhookProbe at(URI api) {
    var probe = new WebhookProbe();
    try (var endpoints = new WebhookEndpoints(api)) {
      Created endpoint =
          endpoints.create(
              probe.receiver.uri("/probe"),
              List.of(EventType.ENROLLED.wireName()),
              CONCURRENCY_MAX);
      var _ = probe.receiver.open("/probe", endpoint.secret(), probe.subscriber);
    }
    return probe;
  }

  /// Returns how many events have come once they are so many, or none has come for a minute.
  public int await(int count) {
    subscriber.await(count);
    return subscriber.events();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
