package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.WebhookEndpoints.Created;
import dev.muster.quickstart.drop.WebhookReceiver.Mailbox;
import dev.muster.schemas.result.Result;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The drop as seen by somebody who has its outcomes sent: a receiver on this machine, an endpoint
/// that is there before the doors open, and afterwards the question how fast events can be sent.
final class WebhookSide implements AutoCloseable {
  private static final String LIVE = "/live";
  private static final List<String> EVERYTHING =
      List.of(
          "enrollment.enrolled",
          "enrollment.unenrolled",
          "enrollment.rejected",
          "tournament.cancelled");

  private final WebhookReceiver receiver = WebhookReceiver.start();
  private final WebhookSubscriber subscriber = new WebhookSubscriber();
  private final WebhookEndpoints endpoints;
  private final Instant opened = Instant.now();
  private final Mailbox live;

  /// Registers the endpoint.
  WebhookSide(URI api) {
    endpoints = new WebhookEndpoints(api);
    Created created = endpoints.create(receiver.uri(LIVE), EVERYTHING, DeliveryRate.CONCURRENCY);
    live = receiver.open(LIVE, created.secret(), subscriber);
  }

  /// Distinct events so far.
  int events() {
    return subscriber.events();
  }

  /// Returns when so many distinct events have come, or none has for a minute.
  void await(int count) {
    subscriber.await(count);
  }

  /// Holds what came against what is in the database.
  List<Finding> judge(Set<UUID> expected, Map<UUID, Result> decisions) {
    return subscriber.judge(expected, decisions, live.unsigned.sum());
  }

  /// POSTs that came while the drop was on, repeats included.
  long requests() {
    return live.requests.sum();
  }

  /// Sends every event once more, to an endpoint that was not there, and measures how fast.
  DeliveryRate measureRate() throws InterruptedException {
    return DeliveryRate.measure(receiver, endpoints, EVERYTHING, opened);
  }

  @Override
  public void close() {
    endpoints.close();
    receiver.close();
  }
}
