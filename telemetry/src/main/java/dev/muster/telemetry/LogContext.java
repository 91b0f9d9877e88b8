package dev.muster.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/// What a log line says of the work it is about, beside its text: the names under which it is put
/// into SLF4J's context of the thread. Ids and places only, never anything that somebody wrote.
public final class LogContext {
  /// The request that is handled.
  public static final String REQUEST_ID = "requestId";

  /// The tournament that is handled.
  public static final String TOURNAMENT = "tournament";

  /// The partition that is worked on, as `topic-number`.
  public static final String PARTITION = "partition";

  /// Where the batch that is decided begins in its partition.
  public static final String OFFSET = "offset";

  /// The webhook endpoint that is delivered to.
  public static final String ENDPOINT = "endpoint";

  /// The trace that the work belongs to.
  public static final String TRACE_ID = "traceId";

  private LogContext() {}

  /// Names the trace that is current on this thread, if there is one, until it is closed.
  public static Scope trace() {
    SpanContext trace = Span.current().getSpanContext();
    if (!trace.isValid()) {
      return Scope.noop();
    }
    MDC.put(TRACE_ID, trace.getTraceId());
    return () -> MDC.remove(TRACE_ID);
  }
}
