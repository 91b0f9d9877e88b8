package dev.muster.ingest.http;

import dev.muster.telemetry.LogContext;
import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// One request and its answer as they are measured: timed by route, method and status, and traced
/// if it changes anything. An answer that comes late is timed from the beginning of the wait.
public final class Exchange {
  private static final String NO_ROUTE = "none";

  /// What all exchanges share.
  static final class Measures {
    private record Key(String method, String route, int status) {}

    private final MeterRegistry registry;
    private final Tracing tracing;
    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

    Measures(MeterRegistry registry, Tracing tracing) {
      this.registry = registry;
      this.tracing = tracing;
    }

    private Timer timer(String method, String route, int status) {
      return timers.computeIfAbsent(
          new Key(method, route, status),
          key ->
              Timer.builder("muster.http.requests")
                  .description("Answers to HTTP requests")
                  .tag("method", key.method())
                  .tag("route", key.route())
                  .tag("status", Integer.toString(key.status()))
                  .register(registry));
    }
  }

  private final Measures measures;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final long begunNanos = System.nanoTime();
  private String route = NO_ROUTE;
  private Span span = Span.getInvalid();
  private @Nullable UUID requestId;

  /// Begins with the request.
  Exchange(Measures measures, HttpServletRequest request, HttpServletResponse response) {
    this.measures = measures;
    this.request = request;
    this.response = response;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  /// It turned out to be for this route. Reads are not traced: they are most of the traffic, and
  /// tell nothing of the way of a command.
  void route(String pattern, boolean read) {
    route = pattern;
    if (!read) {
      span =
          measures.tracing.server(
              request.getMethod() + " " + pattern, request.getHeader(Tracing.TRACEPARENT));
      span.setAttribute("http.request.method", request.getMethod());
      span.setAttribute("http.route", pattern);
    }
  }

  /// The trace it belongs to, or null.
  @Nullable String traceId() {
    return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null;
  }

  /// It turned out to be about this command.
  void about(UUID requestId) {
    this.requestId = requestId;
  }

  /// Until it is closed, what this thread does belongs to the trace.
  @SuppressWarnings("MustBeClosedChecker") // Whoever gets it closes it.
  Scope current() {
    return span.getSpanContext().isValid() ? span.makeCurrent() : Scope.noop();
  }

  /// Does what is about to write to the log, so that the lines name the trace and the command; most
  /// exchanges never say a word, and pay nothing for it.
  void log(Runnable logging) {
    String traceId = traceId();
    if (traceId != null) {
      MDC.put(LogContext.TRACE_ID, traceId);
    }
    if (requestId != null) {
      MDC.put(LogContext.REQUEST_ID, requestId.toString());
    }
    try {
      logging.run();
    } finally {
      MDC.remove(LogContext.TRACE_ID);
      MDC.remove(LogContext.REQUEST_ID);
    }
  }

  /// A request is answered.
  void end(int status) {
    // A client can make up methods; where there is no route, it gets no label of its own.
    String method = route.equals(NO_ROUTE) ? NO_ROUTE : request.getMethod();
    measures
        .timer(method, route, status)
        .record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
