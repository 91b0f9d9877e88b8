package dev.muster.quickstart.bench.http;

import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.wire.StatusCodec;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;

/// Answers with a receipt of the same form as the API's, for something that nobody keeps.
final class BareServlet extends EnrollServlet {
  BareServlet(RequestIds ids) {
    super(ids);
  }

  @Override
  void answer(Wanted wish, HttpServletResponse response) throws IOException {
    var pending =
        new Pending(
            wish.requestId(),
            CommandType.ENROLL,
            wish.tournamentId(),
            wish.playerId(),
            Instant.now(),
            new LogPosition(0, 0));
    response.setHeader("Location", "/v1/enrollment-requests/" + wish.requestId());
    response.setHeader("Retry-After", "1");
    response.setHeader("Cache-Control", "no-store");
    send(response, HttpServletResponse.SC_ACCEPTED, StatusCodec.encode(pending));
  }
}
