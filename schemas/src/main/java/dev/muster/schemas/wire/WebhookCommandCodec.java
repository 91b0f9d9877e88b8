package dev.muster.schemas.wire;

import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointPatch.Field;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.OperationKind;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Change;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommand.Delete;
import dev.muster.schemas.webhook.WebhookCommand.Recover;
import dev.muster.schemas.webhook.WebhookCommand.ReplayMissing;
import dev.muster.schemas.webhook.WebhookCommand.Resend;
import dev.muster.schemas.webhook.WebhookCommand.RotateSecret;
import dev.muster.schemas.webhook.WebhookCommand.Test;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Commands to webhook endpoints to JSON and back: the value of a record on their topic.
public final class WebhookCommandCodec {
  private WebhookCommandCodec() {}

  /// The record value of a command.
  public static byte[] encode(WebhookCommandEnvelope envelope) {
    return Json.bytes(
        json -> {
          json.writeStringProperty("type", envelope.command().kind().name());
          Json.uuid(json, "operationId", envelope.operationId());
          Json.uuid(json, "endpointId", envelope.endpointId());
          switch (envelope.command()) {
            case Create create -> {
              json.writeName("endpoint");
              json.writeStartObject();
              EndpointFields.write(json, create.spec());
              json.writeEndObject();
              json.writeStringProperty("sealedSecret", create.sealedSecret());
              Json.text(json, "sealedHeaders", create.sealedHeaders());
            }
            case Change change -> {
              json.writeName("patch");
              json.writeStartObject();
              EndpointFields.write(json, change.patch());
              json.writeEndObject();
            }
            case RotateSecret rotate ->
                json.writeStringProperty("sealedSecret", rotate.sealedSecret());
            case Resend resend -> Json.uuid(json, "eventId", resend.eventId());
            case Recover recover -> writeStretch(json, recover.since(), recover.until());
            case ReplayMissing replay -> writeStretch(json, replay.since(), replay.until());
            case Delete _, Test _ -> {}
          }
        });
  }

  private static void writeStretch(JsonGenerator json, Instant since, @Nullable Instant until) {
    Json.time(json, "since", since);
    Json.time(json, "until", until);
  }

  /// Reads a record value.
  ///
  /// @throws MalformedJsonException if it is not a command; the message says why
  public static WebhookCommandEnvelope decode(byte[] value) throws MalformedJsonException {
    JsonFields fields = JsonFields.parse(value);
    OperationKind kind = fields.requiredOneOf("type", OperationKind.class);
    UUID operationId = fields.requiredUuid("operationId");
    UUID endpointId = fields.requiredUuid("endpointId");
    try {
      WebhookCommand command = command(kind, fields);
      fields.end();
      return new WebhookCommandEnvelope(operationId, endpointId, command);
    } catch (IllegalArgumentException e) {
      throw CommandCodec.outOfBounds(e);
    }
  }

  private static WebhookCommand command(OperationKind kind, JsonFields fields)
      throws MalformedJsonException {
    return switch (kind) {
      case CREATE -> {
        JsonFields endpoint = required("endpoint", fields);
        EndpointSpec spec = EndpointFields.spec(endpoint);
        endpoint.end();
        yield new Create(spec, fields.requiredText("sealedSecret"), fields.text("sealedHeaders"));
      }
      case CHANGE -> {
        JsonFields patch = required("patch", fields);
        boolean headers = patch.names().contains(Field.SEALED_HEADERS.wireName());
        String sealedHeaders = patch.text(Field.SEALED_HEADERS.wireName());
        EndpointPatch change = EndpointFields.patch(patch, headers, sealedHeaders);
        patch.end();
        yield new Change(change);
      }
      case DELETE -> new Delete();
      case ROTATE_SECRET -> new RotateSecret(fields.requiredText("sealedSecret"));
      case TEST -> new Test();
      case RESEND -> new Resend(fields.requiredUuid("eventId"));
      case RECOVER -> new Recover(fields.requiredTime("since"), fields.time("until"));
      case REPLAY_MISSING -> new ReplayMissing(fields.requiredTime("since"), fields.time("until"));
    };
  }

  private static JsonFields required(String name, JsonFields fields) throws MalformedJsonException {
    JsonFields nested = fields.object(name);
    if (nested == null) {
      throw new MalformedJsonException(name, name + " is required");
    }
    return nested;
  }
}
