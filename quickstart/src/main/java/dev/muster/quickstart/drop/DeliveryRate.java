package dev.muster.quickstart.drop;

import java.time.Instant;
import java.util.List;

/// How fast events reach one receiver, each in a POST of its own, beside how fast a bare loop of
/// the same client posts to the same receiver. The two are measured in turn, the loop before and
/// after, with the whole system running.
///
/// @param events distinct events that were sent
/// @param perSecond from the resumption of the endpoint to its last event
/// @param barePerSecond POSTs of the bare loop
public record DeliveryRate(long events, double perSecond, double barePerSecond) {
  /// POSTs under way at once, of Muster and of the loop.
  public static final int CONCURRENCY = 32;

  /// What Muster reached of the bare loop.
  double ratio() {
    return perSecond / barePerSecond;
  }

  static DeliveryRate measure(
      WebhookReceiver receiver, WebhookEndpoints endpoints, List<String> eventTypes, Instant since)
      throws InterruptedException {
    var bare = new BareLoop(receiver, CONCURRENCY);
    double before = bare.postsPerSecond();
    Drained drained = Drained.of(receiver, endpoints, eventTypes, 1, since);
    double after = bare.postsPerSecond();
    return new DeliveryRate(drained.events(), drained.perSecond(), (before + after) / 2);
  }
}
