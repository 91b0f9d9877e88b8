package dev.muster.ingest.webhook;

import dev.muster.ingest.http.Answer;
import dev.muster.ingest.http.Call;
import dev.muster.ingest.http.Page;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.wire.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What an endpoint was sent, and how it went. A deleted endpoint's can still be read.
final class Deliveries {
  private static final List<String> STATES =
      List.of("PENDING", "HELD", "DELIVERED", "EXHAUSTED", "DISCARDED");
  private static final List<String> OUTCOMES =
      List.of(
          "SUCCESS",
          "HTTP_STATUS",
          "TIMEOUT",
          "CONNECT",
          "CONNECTION_LOST",
          "TLS",
          "DNS",
          "BLOCKED",
          "PROTOCOL");
  private static final List<String> TYPES =
      Arrays.stream(EventType.values()).map(EventType::wireName).toList();
  private static final Set<String> DELIVERY_FILTERS =
      Set.of("state", "eventType", "tournamentId", "since", "until");
  private static final Set<String> ATTEMPT_FILTERS = Set.of("eventId", "outcome", "since", "until");

  private final Endpoints endpoints;
  private final ListDeliveries deliveries;
  private final ListAttempts attempts;

  Deliveries(Endpoints endpoints, ListDeliveries deliveries, ListAttempts attempts) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.attempts = attempts;
  }

  Answer page(Call call) throws Refused {
    UUID id = endpoints.everExisting(call);
    Page page = Page.of(call.request(), TimeKey.BYTES, DELIVERY_FILTERS);
    Filters filters = Filters.of(call.request(), DELIVERY_FILTERS);
    var filter =
        new ListDeliveries.Filter(
            filters.oneOf("state", STATES),
            filters.oneOf("eventType", TYPES),
            filters.uuid("tournamentId"),
            filters.time("since"),
            filters.time("until"));
    List<Delivery> rows = deliveries.page(id, filter, TimeKey.of(page.after()), page.rows());
    return Answer.ok(page.document(rows, (json, row) -> row.write(json), row -> row.key().bytes()));
  }

  Answer one(Call call) throws Refused {
    Delivery delivery =
        deliveries
            .one(call.id(), call.item())
            .orElseThrow(
                () ->
                    new Refused(
                        ProblemType.NOT_FOUND, "The endpoint has no delivery of this event"));
    return Answer.ok(Json.bytes(delivery::write));
  }

  Answer attempts(Call call) throws Refused {
    UUID id = endpoints.everExisting(call);
    Page page = Page.of(call.request(), TimeKey.BYTES, ATTEMPT_FILTERS);
    Filters filters = Filters.of(call.request(), ATTEMPT_FILTERS);
    var filter =
        new ListAttempts.Filter(
            filters.uuid("eventId"),
            filters.oneOf("outcome", OUTCOMES),
            filters.time("since"),
            filters.time("until"));
    List<Attempt> rows = attempts.page(id, filter, TimeKey.of(page.after()), page.rows());
    return Answer.ok(page.document(rows, (json, row) -> row.write(json), row -> row.key().bytes()));
  }
}
