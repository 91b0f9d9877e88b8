package dev.muster.ingest.http;

import dev.muster.ingest.read.FindDecision;
import dev.muster.ingest.request.RecentRequests;
import dev.muster.ingest.request.RequestIds;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.StatusCodec;
import java.util.Optional;
import java.util.UUID;

/// Where a request stands. The database is asked first, so that a request decided on the log but
/// never minted here (a console producer's) is found as well; only then does the id's own proof
/// tell a request that waits from one that never was.
final class StatusEndpoint implements Endpoint {
  private final FindDecision decisions;
  private final RecentRequests recent;
  private final RequestIds ids;

  StatusEndpoint(FindDecision decisions, RecentRequests recent, RequestIds ids) {
    this.decisions = decisions;
    this.recent = recent;
    this.ids = ids;
  }

  @Override
  public Answer answer(Call call) throws Refused {
    // Not a UUID, so never issued: 404 like any other id that was not, rather than 400.
    UUID id = JsonFields.parseUuid(call.idText());
    if (id == null) {
      throw unknown();
    }
    Optional<Result> decided = decisions.byId(id);
    if (decided.isPresent()) {
      return Answer.ok(StatusCodec.encode(decided.get()));
    }
    if (!ids.issued(id)) {
      throw unknown();
    }
    Pending pending = recent.pending(id);
    if (pending == null) {
      pending = new Pending(id, null, null, null, null, null);
    }
    return Answer.ok(StatusCodec.encode(pending), Answer.RETRY_SOON);
  }

  private static Refused unknown() {
    return new Refused(ProblemType.NOT_FOUND, "No request was ever issued under this id");
  }
}
