package dev.muster.ingest.http;

import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// One request and its answer as they are measured: timed by route, method and status, and traced
/// if it changes anything. An answer that comes late is timed from the beginning of the wait.
final class Exchange {
  private static final String ATTRIBUTE = Exchange.class.getName();
  private static final String NO_ROUTE = "none";
  private static final String TRACE_ID = "traceId";

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
  private final long begunNanos = System.nanoTime();
  private String route = NO_ROUTE;
  private Span span = Span.getInvalid();

  private Exchange(Measures measures, HttpServletRequest request) {
    this.measures = measures;
    this.request = request;
  }

  /// Begins with the request.
  static Exchange begin(Measures measures, HttpServletRequest request) {
    var exchange = new Exchange(measures, request);
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
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

  /// Until it is closed, what this thread does and logs belongs to the trace.
  @SuppressWarnings("MustBeClosedChecker") // What is returned closes it.
  Scope current() {
    String traceId = traceId();
    if (traceId == null) {
      return Scope.noop();
    }
    Scope scope = span.makeCurrent();
    MDC.put(TRACE_ID, traceId);
    return () -> {
      MDC.remove(TRACE_ID);
      scope.close();
    };
  }

  /// A request is answered.
  static void end(HttpServletRequest request, int status) {
    if (request.getAttribute(ATTRIBUTE) instanceof Exchange exchange) {
      exchange.end(status);
    }
  }

  private void end(int status) {
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
