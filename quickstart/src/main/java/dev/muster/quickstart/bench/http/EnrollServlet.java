package dev.muster.quickstart.bench.http;

import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Reads a request for a seat as the API does, and leaves the answer to others.
abstract class EnrollServlet extends HttpServlet {
  private final transient RequestIds ids;

  EnrollServlet(RequestIds ids) {
    this.ids = ids;
  }

  /// Answers.
  abstract void answer(Wanted wish, HttpServletResponse response) throws IOException;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")
        || !"application/json".equals(request.getContentType())) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    try {
      JsonFields fields =
          JsonFields.parse(request.getInputStream().readNBytes(request.getContentLength()));
      String _ = fields.requiredText("type");
      var wish =
          new Wanted(
              ids.mint(), fields.requiredUuid("tournamentId"), fields.requiredUuid("playerId"));
      fields.end();
      answer(wish, response);
    } catch (MalformedJsonException e) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  static void send(HttpServletResponse response, int status, byte[] json) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
