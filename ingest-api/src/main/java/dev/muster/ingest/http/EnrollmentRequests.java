package dev.muster.ingest.http;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.UUID;

/// The body of an enrollment request, alone or in a batch.
final class EnrollmentRequests {
  private EnrollmentRequests() {}

  private enum Type {
    ENROLL,
    UNENROLL
  }

  /// Reads `{type, tournamentId, playerId, maxFeeCredits?}`; the last only with `ENROLL`.
  ///
  /// @throws IllegalArgumentException if a value is outside its bounds; the message names the field
  static Command read(JsonFields fields) throws MalformedJsonException {
    Type type = fields.requiredOneOf("type", Type.class);
    UUID tournamentId = fields.requiredUuid("tournamentId");
    UUID playerId = fields.requiredUuid("playerId");
    return switch (type) {
      case ENROLL -> new Enroll(tournamentId, playerId, fields.integer("maxFeeCredits"));
      case UNENROLL -> new Unenroll(tournamentId, playerId);
    };
  }
}
