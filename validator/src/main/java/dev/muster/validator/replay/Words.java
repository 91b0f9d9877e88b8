package dev.muster.validator.replay;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.worker.decision.LogEntry;

/// Names commands for people.
final class Words {
  private Words() {}

  static String of(Item item) {
    return switch (item.entry()) {
      case LogEntry.Request request -> of(request.envelope(), item.place());
      case LogEntry.Undecidable undecidable -> of(undecidable.envelope(), item.place());
      case LogEntry.Malformed _ -> "the malformed record at " + item.place();
    };
  }

  private static String of(CommandEnvelope envelope, Place place) {
    Command command = envelope.command();
    return "%s %s at %s (key %s)"
        .formatted(command.type(), envelope.requestId(), place, command.key());
  }
}
