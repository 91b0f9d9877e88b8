package dev.muster.validator.replay;

import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.worker.decision.LogEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One record of the log with what the database knows of it.
///
/// @param recorded the decision at this very place; null if there is none
/// @param elsewhere where its request, or the name of a malformed record, was decided instead; null
///     if nowhere
/// @param keyOwner the request that its idempotency key belongs to; null without a key or an owner
/// @param keyOwnerPlace where that request was decided; null if it was not
record Item(
    Place place,
    LogEntry entry,
    @Nullable Recorded recorded,
    @Nullable Place elsewhere,
    @Nullable UUID keyOwner,
    @Nullable Place keyOwnerPlace) {

  /// That the database refused a command's data is nowhere but in the row: it is taken as recorded.
  Item {
    if (entry instanceof LogEntry.Request request
        && recorded != null
        && RejectionReason.FAILED.name().equals(recorded.decision().reason())) {
      entry = new LogEntry.Undecidable(request.offset(), request.appendedAt(), request.envelope());
    }
  }

  /// What it asks for; null if it is no command.
  @Nullable CommandEnvelope envelope() {
    return switch (entry) {
      case LogEntry.Request request -> request.envelope();
      case LogEntry.Undecidable undecidable -> undecidable.envelope();
      case LogEntry.Malformed _ -> null;
    };
  }

  /// Whether the idempotency key that it gives is its own.
  boolean ownsItsKey() {
    CommandEnvelope envelope = envelope();
    return envelope != null && envelope.requestId().equals(keyOwner);
  }

  /// Whether another place on the log is known to be later than this one.
  boolean isBefore(Place other) {
    return other.sharesPartition(place) && other.offset() > place.offset();
  }
}
