package dev.muster.ingest.http;

import dev.muster.ingest.http.Router.Match;
import dev.muster.schemas.connection.Causes;
import io.opentelemetry.context.Scope;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// The whole HTTP surface as one plain servlet. Nothing stands between the connector and an
/// endpoint, which under a burst is worth twice the requests; and every error takes the same way
/// out.
public final class ApiServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
  private static final int TAG_BYTES = 12;
  private static final long COMPLAINT_EVERY_NANOS = 1_000_000_000L;

  private final transient Router router;
  private final transient Exchange.Measures measures;
  private final AtomicLong lastComplaintNanos =
      new AtomicLong(System.nanoTime() - COMPLAINT_EVERY_NANOS);

  ApiServlet(Router router, Exchange.Measures measures) {
    this.router = router;
    this.measures = measures;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var exchange = new Exchange(measures, request, response);
    switch (reply(exchange)) {
      case Answer answer -> answer(exchange, answer);
      case Reply.Later later -> later.begin(exchange);
    }
  }

  /// Writes a finished answer, also one that came later.
  static void answer(Exchange exchange, Answer answer) throws IOException {
    HttpServletResponse response = exchange.response();
    Answer sent = answer;
    if (answer.status() == 200 && isRead(exchange.request())) {
      sent = withTag(exchange.request(), response, answer);
    } else {
      response.setHeader("Cache-Control", "no-store");
    }
    exchange.end(sent.status());
    send(sent, response);
  }

  private Reply reply(Exchange exchange) throws IOException {
    try {
      return dispatch(exchange);
    } catch (Refused e) {
      return e.problem().traced(exchange.traceId()).answer();
    } catch (DataAccessException e) {
      // Whatever the database says to a plain read, the caller can only try again.
      return failed(
          exchange,
          e,
          Problem.of(
                  ProblemType.READS_UNAVAILABLE, "Commands are still taken; ask again in a moment")
              .with(Answer.RETRY_SOON)
              .traced(exchange.traceId()));
    } catch (RuntimeException e) {
      return failed(
          exchange,
          e,
          Problem.of(ProblemType.INTERNAL_ERROR, "The instance is in the log")
              .traced(exchange.traceId()));
    }
  }

  private Answer failed(Exchange exchange, RuntimeException cause, Problem problem) {
    UUID instance = UUID.randomUUID();
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      exchange.log(() -> LOG.error("Problem {}", instance, cause));
    } else if (isNews()) {
      exchange.log(() -> LOG.warn("Problem {}: {}", instance, Causes.of(cause)));
    }
    return problem.answer(instance);
  }

  /// Every poll of an outage fails the same way; one line a second tells of it.
  private boolean isNews() {
    long now = System.nanoTime();
    long last = lastComplaintNanos.get();
    return now - last > COMPLAINT_EVERY_NANOS && lastComplaintNanos.compareAndSet(last, now);
  }

  private Reply dispatch(Exchange exchange) throws Refused, IOException {
    HttpServletRequest request = exchange.request();
    Match match = router.find(path(request));
    if (match == null) {
      throw new Refused(ProblemType.NOT_FOUND, "There is nothing at this path");
    }
    Endpoint endpoint = match.route().endpoint(request.getMethod());
    if (endpoint != null) {
      exchange.route(match.route().pattern(), isRead(request));
      endpoint.headers().forEach(exchange.response()::setHeader);
      try (Scope _ = exchange.current()) {
        return endpoint.answer(
            new Call(exchange, match.route().pattern(), match.id(), match.item()));
      }
    }
    Map<String, String> allow = Map.of("Allow", match.route().allowed());
    if (request.getMethod().equals("OPTIONS")) {
      return new Answer(204, Answer.JSON, allow, new byte[0]);
    }
    throw new Refused(
        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "See the Allow header").with(allow));
  }

  /// Decoded, and free of dot segments and path parameters: the container saw to that.
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  private static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /// A poll that brings nothing new costs no body.
  private static Answer withTag(
      HttpServletRequest request, HttpServletResponse response, Answer answer) {
    String tag = tag(answer.body());
    response.setHeader("ETag", tag);
    // The document is the caller's own and changes at any moment: keep it, but always ask.
    response.setHeader("Cache-Control", "private, no-cache");
    return matches(request.getHeader("If-None-Match"), tag)
        ? new Answer(304, answer.contentType(), answer.headers(), new byte[0])
        : answer;
  }

  private static String tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String candidate : ifNoneMatch.split(",", -1)) {
      String stripped = candidate.strip();
      // Reads compare weakly: a proxy that compressed the body may have weakened the tag.
      if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private static void send(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.status() == 204 || answer.status() == 304) {
      return;
    }
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
