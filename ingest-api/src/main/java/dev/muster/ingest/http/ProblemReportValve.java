package dev.muster.ingest.http;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what the container refuses before any servlet sees it (malformed HTTP, bad escapes in
/// the path, headers too large) as a problem document in place of its HTML page. Tomcat makes it by
/// name.
public final class ProblemReportValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable cause) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var writable = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
    if (!writable.get()) {
      return;
    }
    UUID instance = UUID.randomUUID();
    if (cause != null && status >= 500) {
      LOG.error("Problem {}", instance, cause);
    }
    byte[] body =
        switch (status) {
          case 400 -> body(ProblemType.BAD_REQUEST, instance);
          case 404 -> body(ProblemType.NOT_FOUND, instance);
          case 405 -> body(ProblemType.METHOD_NOT_ALLOWED, instance);
          case 500 -> body(ProblemType.INTERNAL_ERROR, instance);
          // RFC 9457: about:blank means no more than the status itself.
          default ->
              Problem.document(
                  "about:blank", "HTTP " + status, status, "See the status", instance, _ -> {});
        };
    try {
      response.setHeader("Cache-Control", "no-store");
      response.setContentType(Answer.PROBLEM);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("The client left before its problem was told", e);
    }
  }

  private static byte[] body(ProblemType type, UUID instance) {
    return Problem.document(
        type.uri(), type.title(), type.status(), "The server refused it", instance, _ -> {});
  }
}
