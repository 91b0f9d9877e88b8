package dev.muster.ingest.webhook;

import dev.muster.ingest.http.Answer;
import dev.muster.ingest.http.Call;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Recover;
import dev.muster.schemas.webhook.WebhookCommand.ReplayMissing;
import dev.muster.schemas.webhook.WebhookCommand.Resend;
import dev.muster.schemas.webhook.WebhookCommand.Test;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What sets deliveries going, and how far that got.
final class Operations {
  private final Commands commands;
  private final Endpoints endpoints;

  Operations(Commands commands, Endpoints endpoints) {
    this.commands = commands;
    this.endpoints = endpoints;
  }

  Answer test(Call call) throws Refused, IOException {
    UUID id = endpoints.existing(call);
    end(call.optionalFields());
    return accepted(commands.run(id, new Test()), null);
  }

  Answer resend(Call call) throws Refused, IOException {
    UUID id = endpoints.existing(call);
    UUID event = call.item();
    end(call.optionalFields());
    return accepted(commands.run(id, new Resend(event)), null);
  }

  Answer recover(Call call) throws Refused, IOException {
    return stretch(call, Recover::new);
  }

  Answer replayMissing(Call call) throws Refused, IOException {
    return stretch(call, ReplayMissing::new);
  }

  private interface StretchCommand {
    WebhookCommand of(Instant since, @Nullable Instant until);
  }

  private Answer stretch(Call call, StretchCommand command) throws Refused, IOException {
    UUID id = endpoints.existing(call);
    JsonFields fields = call.fields();
    try {
      WebhookCommand read = command.of(fields.requiredTime("since"), fields.time("until"));
      fields.end();
      return accepted(commands.run(id, read), null);
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    } catch (IllegalArgumentException e) {
      throw new Refused(CommandCodec.outOfBounds(e));
    }
  }

  Answer get(Call call) throws Refused {
    Operation operation =
        commands
            .find(call.id())
            .orElseThrow(
                () -> new Refused(ProblemType.NOT_FOUND, "There is no operation with this id"));
    return Answer.ok(
        Json.bytes(operation::write), operation.isOpen() ? Answer.RETRY_SOON : Map.of());
  }

  /// 202 with the operation and where to ask for it.
  ///
  /// @param secret to be shown with it, because it is shown but once
  static Answer accepted(Operation operation, @Nullable SigningSecret secret) {
    Map<String, String> headers = new HashMap<>(Answer.RETRY_SOON);
    headers.put("Location", WebhookRoutes.OPERATIONS + "/" + operation.id());
    return Answer.accepted(
        Json.bytes(
            json -> {
              operation.write(json);
              writeSecret(json, secret);
            }),
        headers);
  }

  /// A shared secret is shown; of a key pair the receiver needs the public half alone.
  static void writeSecret(JsonGenerator json, @Nullable SigningSecret secret) {
    if (secret != null && secret.publicKey() == null) {
      json.writeStringProperty("secret", secret.text());
    }
  }

  private static void end(JsonFields fields) throws Refused {
    try {
      fields.end();
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    }
  }
}
