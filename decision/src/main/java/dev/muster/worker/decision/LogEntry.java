package dev.muster.worker.decision;

import dev.muster.schemas.command.CommandEnvelope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One record of a command topic, as the decision sees it. Every record of the log is one of these:
/// none is skipped.
public sealed interface LogEntry {
  /// Its place in the partition.
  long offset();

  /// When the broker appended it: the time every rule goes by.
  Instant appendedAt();

  /// A well-formed command.
  record Request(long offset, Instant appendedAt, CommandEnvelope envelope) implements LogEntry {}

  /// A record that is no command.
  ///
  /// @param namedRequestId the request id its header gives, or null
  /// @param positionalId an id made from the record's place, for when the header gives none that is
  ///     free
  /// @param detail what is wrong, for people to read
  record Malformed(
      long offset,
      Instant appendedAt,
      @Nullable UUID namedRequestId,
      UUID positionalId,
      String detail)
      implements LogEntry {}

  /// A well-formed command whose data the database refused when it was alone in its transaction.
  record Undecidable(long offset, Instant appendedAt, CommandEnvelope envelope)
      implements LogEntry {}
}
