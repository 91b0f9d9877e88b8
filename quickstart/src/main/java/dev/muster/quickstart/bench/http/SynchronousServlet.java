package dev.muster.quickstart.bench.http;

import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.bench.decide.OriginalSession;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.schemas.wire.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;

/// Decides in the request, as the original design does, on one of a few connections.
final class SynchronousServlet extends EnrollServlet {
  private final transient BlockingQueue<OriginalSession> sessions;

  SynchronousServlet(RequestIds ids, BlockingQueue<OriginalSession> sessions) {
    super(ids);
    this.sessions = sessions;
  }

  @Override
  void answer(Wanted wish, HttpServletResponse response) throws IOException {
    try {
      OriginalSession session = sessions.take();
      String outcome;
      try {
        outcome = session.outcome(wish);
      } finally {
        sessions.add(session);
      }
      send(
          response,
          HttpServletResponse.SC_OK,
          Json.bytes(
              json -> {
                Json.uuid(json, "requestId", wish.requestId());
                json.writeStringProperty("type", "ENROLL");
                Json.uuid(json, "tournamentId", wish.tournamentId());
                Json.uuid(json, "playerId", wish.playerId());
                json.writeStringProperty("outcome", outcome);
              }));
    } catch (SQLException e) {
      throw new IOException("the database refused a request", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
