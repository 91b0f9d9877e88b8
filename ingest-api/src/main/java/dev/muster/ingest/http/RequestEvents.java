package dev.muster.ingest.http;

import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.Status;
import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.ingest.stream.RequestSubject;
import dev.muster.schemas.result.Result;

/// Where a request stands, as a stream that ends with its outcome.
final class RequestEvents implements Endpoint {
  private final Statuses statuses;
  private final Outcomes outcomes;
  private final EventStreams streams;

  RequestEvents(Statuses statuses, Outcomes outcomes, EventStreams streams) {
    this.statuses = statuses;
    this.outcomes = outcomes;
    this.streams = streams;
  }

  @Override
  public Reply answer(Call call) throws Refused {
    EventStreams.checkAccepted(call);
    Status status = StatusEndpoint.find(statuses, call);
    if (status instanceof Decided(Result result)
        && RequestSubject.lastEventId(result).equals(EventStreams.lastEventId(call))) {
      return EventStreams.nothingMore();
    }
    return streams.open(call, new RequestSubject(statuses, outcomes, status));
  }
}
