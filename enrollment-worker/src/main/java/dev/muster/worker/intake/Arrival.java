package dev.muster.worker.intake;

import dev.muster.worker.decision.LogEntry;
import org.jspecify.annotations.Nullable;

/// A record on its way to its lane, read already: the thread that polls has time for it while the
/// lane waits for the database.
///
/// @param traceparent of the trace that the command belongs to; null for nearly all
/// @param bytes of key and value
record Arrival(LogEntry entry, @Nullable String traceparent, long bytes) {}
