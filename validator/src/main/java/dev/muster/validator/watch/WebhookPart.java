package dev.muster.validator.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What waits to be delivered to webhook endpoints, and how they are.
final class WebhookPart implements Part {
  private final GaugeFamily endpoints;
  private final GaugeFamily pending;
  private final GaugeFamily pastDue;
  private final GaugeFamily oldestDue;

  WebhookPart(MeterRegistry registry) {
    this.endpoints =
        new GaugeFamily(registry, "muster.webhook.endpoints", "Webhook endpoints by their state");
    this.pending =
        new GaugeFamily(
            registry,
            "muster.webhook.deliveries.pending",
            "Deliveries that wait, due or not, to whatever endpoint");
    this.pastDue =
        new GaugeFamily(
            registry,
            "muster.webhook.deliveries.past.due",
            "Deliveries that somebody should be sending and nobody has in hand");
    this.oldestDue =
        new GaugeFamily(
            registry,
            "muster.webhook.oldest.due.seconds",
            "For how long the oldest of them is past due; 0 without any");
  }

  @Override
  public void read(Connection connection) throws SQLException {
    Map<Tags, Double> byState = new HashMap<>();
    ReadEndpoints.execute(connection)
        .forEach((state, count) -> byState.put(Tags.of("state", state), (double) count));
    endpoints.show(byState);
    ReadDeliveries.Row deliveries = ReadDeliveries.execute(connection);
    pending.show(deliveries.pending());
    pastDue.show(deliveries.pastDue());
    oldestDue.show(deliveries.oldestDueSeconds());
  }

  @Override
  public void vanish() {
    List.of(endpoints, pending, pastDue, oldestDue).forEach(GaugeFamily::vanish);
  }
}
