package dev.muster.schemas.wire;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Commands to JSON and back. The value of a record says everything; its headers only repeat it, so
/// a plain console producer needs no headers at all.
public final class CommandCodec {
  private CommandCodec() {}

  /// The record value of a command.
  public static byte[] encode(CommandEnvelope envelope) {
    return Json.bytes(
        json -> {
          Command command = envelope.command();
          json.writeStringProperty("type", command.type().name());
          Json.uuid(json, "requestId", envelope.requestId());
          Json.uuid(json, "idempotencyKey", envelope.idempotencyKey());
          switch (command) {
            case DefineTournament define -> writeDefinition(json, define);
            case Enroll enroll -> {
              Json.uuid(json, "tournamentId", enroll.tournamentId());
              Json.uuid(json, "playerId", enroll.playerId());
              Json.integer(json, "maxFeeCredits", enroll.maxFeeCredits());
            }
            case Unenroll unenroll -> {
              Json.uuid(json, "tournamentId", unenroll.tournamentId());
              Json.uuid(json, "playerId", unenroll.playerId());
            }
            case CancelTournament cancel -> {
              Json.uuid(json, "tournamentId", cancel.tournamentId());
              json.writeStringProperty("reason", cancel.reason());
            }
            case RegisterPlayer register -> {
              Json.uuid(json, "playerId", register.playerId());
              Json.text(json, "displayName", register.displayName());
            }
            case GrantCredits grant -> {
              Json.uuid(json, "playerId", grant.playerId());
              json.writeNumberProperty("amount", grant.amount());
              json.writeStringProperty("reason", grant.reason());
            }
          }
        });
  }

  private static void writeDefinition(JsonGenerator json, DefineTournament define) {
    Json.uuid(json, "tournamentId", define.tournamentId());
    json.writeStringProperty("name", define.name());
    json.writeNumberProperty("capacity", define.capacity());
    json.writeNumberProperty("feeCredits", define.feeCredits());
    json.writeStringProperty("status", define.status().name());
    Json.time(json, "opensAt", define.opensAt());
    Json.time(json, "closesAt", define.closesAt());
    json.writeName("refundPolicy");
    writeRefundPolicy(json, define.refundPolicy());
  }

  /// Writes a refund policy as an object value.
  public static void writeRefundPolicy(JsonGenerator json, RefundPolicy policy) {
    json.writeStartObject();
    Json.time(json, "fullUntil", policy.fullUntil());
    json.writeNumberProperty("percentAfter", policy.percentAfter());
    json.writeEndObject();
  }

  /// Reads a record value.
  ///
  /// @throws MalformedJsonException if it is not a command; the message says why
  public static CommandEnvelope decode(byte[] value) throws MalformedJsonException {
    JsonFields fields = JsonFields.parse(value);
    CommandType type = fields.requiredOneOf("type", CommandType.class);
    UUID requestId = fields.requiredUuid("requestId");
    UUID idempotencyKey = fields.uuid("idempotencyKey");
    Command command = command(type, fields);
    fields.end();
    return new CommandEnvelope(requestId, idempotencyKey, command);
  }

  private static Command command(CommandType type, JsonFields fields)
      throws MalformedJsonException {
    try {
      return switch (type) {
        case DEFINE_TOURNAMENT -> definition(fields.requiredUuid("tournamentId"), fields);
        case ENROLL ->
            new Enroll(
                fields.requiredUuid("tournamentId"),
                fields.requiredUuid("playerId"),
                fields.integer("maxFeeCredits"));
        case UNENROLL ->
            new Unenroll(fields.requiredUuid("tournamentId"), fields.requiredUuid("playerId"));
        case CANCEL_TOURNAMENT ->
            new CancelTournament(
                fields.requiredUuid("tournamentId"), fields.requiredText("reason"));
        case REGISTER_PLAYER ->
            new RegisterPlayer(fields.requiredUuid("playerId"), fields.text("displayName"));
        case GRANT_CREDITS ->
            new GrantCredits(
                fields.requiredUuid("playerId"),
                fields.requiredLong("amount"),
                fields.requiredText("reason"));
      };
    } catch (IllegalArgumentException e) {
      throw outOfBounds(e);
    }
  }

  /// Reads everything of a tournament's definition but its id; the HTTP body has the same fields.
  ///
  /// @throws MalformedJsonException if a field is missing, of the wrong type or outside its bounds
  public static DefineTournament definition(UUID tournamentId, JsonFields fields)
      throws MalformedJsonException {
    try {
      return new DefineTournament(
          tournamentId,
          fields.requiredText("name"),
          fields.requiredInt("capacity"),
          fields.requiredLong("feeCredits"),
          fields.requiredOneOf("status", TournamentStatus.class),
          fields.time("opensAt"),
          fields.time("closesAt"),
          refundPolicy(fields.object("refundPolicy")));
    } catch (IllegalArgumentException e) {
      throw outOfBounds(e);
    }
  }

  private static RefundPolicy refundPolicy(@Nullable JsonFields fields)
      throws MalformedJsonException {
    if (fields == null) {
      return RefundPolicy.FULL;
    }
    var policy = new RefundPolicy(fields.time("fullUntil"), fields.requiredInt("percentAfter"));
    fields.end();
    return policy;
  }

  /// A bound that a command's constructor found broken; its message starts with the field's name.
  public static MalformedJsonException outOfBounds(IllegalArgumentException broken) {
    String message = String.valueOf(broken.getMessage());
    int space = message.indexOf(' ');
    return new MalformedJsonException(space < 0 ? null : message.substring(0, space), message);
  }
}
