package dev.muster.worker.intake;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.TournamentCommand;
import dev.muster.telemetry.LogContext;
import dev.muster.worker.decision.LogEntry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.slf4j.MDC;

/// What this thread's log lines say of the batch it decides: where it begins, and whose it is if
/// there is but one command in it.
final class BatchContext implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(LogContext.OFFSET, LogContext.REQUEST_ID, LogContext.TOURNAMENT, LogContext.TRACE_ID);

  private static final BatchContext OPEN = new BatchContext();

  private BatchContext() {}

  /// Until it is closed.
  static BatchContext of(List<LogEntry> entries) {
    LogEntry first = entries.getFirst();
    MDC.put(LogContext.OFFSET, Long.toString(first.offset()));
    if (entries.size() == 1) {
      switch (first) {
        case LogEntry.Request request -> name(request.envelope());
        case LogEntry.Undecidable undecidable -> name(undecidable.envelope());
        case LogEntry.Malformed _ -> {}
      }
    }
    SpanContext trace = Span.current().getSpanContext();
    if (trace.isValid()) {
      MDC.put(LogContext.TRACE_ID, trace.getTraceId());
    }
    return OPEN;
  }

  private static void name(CommandEnvelope envelope) {
    MDC.put(LogContext.REQUEST_ID, envelope.requestId().toString());
    Command command = envelope.command();
    switch (command) {
      case TournamentCommand _ -> MDC.put(LogContext.TOURNAMENT, command.key().toString());
      case PlayerCommand _ -> {}
    }
  }

  @Override
  public void close() {
    NAMES.forEach(MDC::remove);
  }
}
