package dev.muster.ingest.http;

import dev.muster.ingest.outcome.Status;
import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.StatusCodec;
import java.util.Map;
import java.util.UUID;

/// Where a request stands, now or when it is decided.
final class StatusEndpoint implements Endpoint {
  private final Statuses statuses;
  private final LongPoll longPoll;

  StatusEndpoint(Statuses statuses, LongPoll longPoll) {
    this.statuses = statuses;
    this.longPoll = longPoll;
  }

  @Override
  public Reply answer(Call call) throws Refused {
    return longPoll.reply(find(statuses, call), Preference.of(call.request()), this::answer);
  }

  /// Where the request in the path stands.
  ///
  /// @throws Refused if there was never such a request
  static Status find(Statuses statuses, Call call) throws Refused {
    // Not a UUID, so never issued: 404 like any other id that was not, rather than 400.
    UUID id = JsonFields.parseUuid(call.idText());
    if (id != null) {
      call.exchange().about(id);
    }
    Status status = id == null ? null : statuses.find(id).orElse(null);
    if (status == null) {
      throw new Refused(ProblemType.NOT_FOUND, "No request was ever issued under this id");
    }
    return status;
  }

  private Answer answer(Status status) {
    return switch (status) {
      case Decided(Result result) -> Answer.ok(StatusCodec.encode(result));
      case Undecided(Pending pending, _, _) ->
          Answer.ok(StatusCodec.encode(statuses.placed(pending)), Answer.RETRY_SOON);
    };
  }

  @Override
  public Map<String, String> headers() {
    return LongPoll.VARY;
  }
}
