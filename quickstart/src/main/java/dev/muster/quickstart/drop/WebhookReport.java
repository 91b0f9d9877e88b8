package dev.muster.quickstart.drop;

/// The drop's webhooks in numbers.
///
/// @param events distinct events that came while the drop was on, by their `webhook-id`
/// @param requests POSTs that brought them, repeats included
/// @param deliveriesPerSecond POSTs of one event each to one receiver, with everything running
/// @param barePerSecond POSTs of a bare loop of the same client to the same receiver, in the same
///     run
/// @param ratio deliveries to bare POSTs
record WebhookReport(
    long events, long requests, double deliveriesPerSecond, double barePerSecond, double ratio) {

  static WebhookReport of(WebhookSide side, DeliveryRate rate) {
    return new WebhookReport(
        side.events(),
        side.requests(),
        Math.round(rate.perSecond()),
        Math.round(rate.barePerSecond()),
        Math.round(rate.ratio() * 1_000) / 1_000.0);
  }
}
