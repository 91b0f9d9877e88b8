package dev.muster.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Times every answer by route, method and status; those that came late too, from the beginning of
/// the wait.
final class HttpMeters {
  private static final String SAMPLE = HttpMeters.class.getName();
  private static final String NO_ROUTE = "none";

  private record Key(String method, String route, int status) {}

  private static final class Sample {
    private final HttpMeters meters;
    private final long begunNanos = System.nanoTime();
    private String route = NO_ROUTE;

    private Sample(HttpMeters meters) {
      this.meters = meters;
    }
  }

  private final MeterRegistry registry;
  private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

  HttpMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// An exchange begins.
  void begin(HttpServletRequest request) {
    request.setAttribute(SAMPLE, new Sample(this));
  }

  /// The exchange turned out to be for this route.
  static void route(HttpServletRequest request, String pattern) {
    if (request.getAttribute(SAMPLE) instanceof Sample sample) {
      sample.route = pattern;
    }
  }

  /// The exchange is answered.
  static void end(HttpServletRequest request, int status) {
    if (request.getAttribute(SAMPLE) instanceof Sample sample) {
      // A client can make up methods; where there is no route, it gets no label of its own.
      String method = sample.route.equals(NO_ROUTE) ? NO_ROUTE : request.getMethod();
      sample
          .meters
          .timer(new Key(method, sample.route, status))
          .record(System.nanoTime() - sample.begunNanos, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(Key key) {
    return timers.computeIfAbsent(
        key,
        k ->
            Timer.builder("muster.http.requests")
                .description("Answers to HTTP requests")
                .tag("method", k.method())
                .tag("route", k.route())
                .tag("status", Integer.toString(k.status()))
                .register(registry));
  }
}
