package dev.muster.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.http.Answer;
import dev.muster.ingest.http.Call;
import dev.muster.ingest.http.Page;
import dev.muster.ingest.http.Problem;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.schemas.webhook.WebhookCommand.Change;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommand.Delete;
import dev.muster.schemas.webhook.WebhookCommand.RotateSecret;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.EndpointFields;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Endpoints as their owners make, see, change and delete them.
final class Endpoints {
  private static final String V1 = "v1";

  private final Commands commands;
  private final FindEndpoint endpoints;
  private final ListEndpoints list;
  private final SealedSecrets secrets;
  private final TargetPolicy targets;

  Endpoints(
      Commands commands,
      FindEndpoint endpoints,
      ListEndpoints list,
      SealedSecrets secrets,
      TargetPolicy targets) {
    this.commands = commands;
    this.endpoints = endpoints;
    this.list = list;
    this.secrets = secrets;
    this.targets = targets;
  }

  /// What reads a body; it takes every field it allows.
  private interface Reader<T> {
    T read(JsonFields fields) throws Refused, MalformedJsonException;
  }

  Answer create(Call call) throws Refused, IOException {
    UUID id = UUID.randomUUID();
    var chosen = new SigningSecret[1];
    Create command =
        read(
            call.fields(),
            fields -> {
              SigningSecret secret = secret(fields, V1);
              chosen[0] = secret;
              String headers = headers(id, fields);
              EndpointSpec spec = EndpointFields.spec(fields);
              checkUrl(spec.url());
              return new Create(spec, seal(id, secret.text()), headers);
            });
    Operation operation = commands.run(id, command);
    if (operation.isPending()) {
      return Operations.accepted(operation, chosen[0]);
    }
    return new Answer(
        201,
        Answer.JSON,
        Map.of("Location", WebhookRoutes.ENDPOINTS + "/" + id),
        document(id, chosen[0]));
  }

  Answer change(Call call) throws Refused, IOException {
    UUID id = existing(call);
    EndpointPatch patch =
        read(
            call.fields(),
            fields -> {
              boolean changesHeaders = fields.names().contains("headers");
              String headers = headers(id, fields);
              EndpointPatch read = EndpointFields.patch(fields, changesHeaders, headers);
              if (read.url() != null) {
                checkUrl(read.url());
              }
              return read;
            });
    Operation operation = commands.run(id, new Change(patch));
    return operation.isPending()
        ? Operations.accepted(operation, null)
        : Answer.ok(document(id, null));
  }

  Answer delete(Call call) throws Refused {
    UUID id = existing(call);
    Operation operation = commands.run(id, new Delete());
    return operation.isPending()
        ? Operations.accepted(operation, null)
        : new Answer(204, Answer.JSON, Map.of(), new byte[0]);
  }

  Answer rotate(Call call) throws Refused, IOException {
    UUID id = existing(call);
    String version = find(id).signatureVersion();
    SigningSecret secret = read(call.optionalFields(), fields -> secret(fields, version));
    Operation operation = commands.run(id, new RotateSecret(seal(id, secret.text())));
    return operation.isPending()
        ? Operations.accepted(operation, secret)
        : Answer.ok(document(id, secret));
  }

  Answer get(Call call) throws Refused {
    return Answer.ok(document(existing(call), null));
  }

  Answer page(Call call) throws Refused {
    Page page = Page.of(call.request(), TimeKey.BYTES, Set.of());
    List<EndpointDocument> rows = list.page(TimeKey.of(page.after()), page.rows());
    return Answer.ok(
        page.document(
            rows,
            (json, row) -> row.write(json),
            row -> new TimeKey(row.createdAt(), row.id()).bytes()));
  }

  /// The id in the path, of an endpoint that is not deleted.
  UUID existing(Call call) throws Refused {
    UUID id = call.id();
    if (find(id).isDeleted()) {
      throw unknown();
    }
    return id;
  }

  /// The id in the path, of an endpoint that is or was.
  UUID everExisting(Call call) throws Refused {
    return find(call.id()).id();
  }

  private EndpointDocument find(UUID id) throws Refused {
    return endpoints.byId(id).orElseThrow(Endpoints::unknown);
  }

  private static Refused unknown() {
    return new Refused(ProblemType.NOT_FOUND, "There is no webhook endpoint with this id");
  }

  private byte[] document(UUID id, @Nullable SigningSecret secret) throws Refused {
    EndpointDocument endpoint = find(id);
    return Json.bytes(
        json -> {
          endpoint.write(json);
          Operations.writeSecret(json, secret);
        });
  }

  private static <T> T read(JsonFields fields, Reader<T> reader) throws Refused {
    try {
      T read = reader.read(fields);
      fields.end();
      return read;
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    } catch (IllegalArgumentException e) {
      throw new Refused(CommandCodec.outOfBounds(e));
    }
  }

  /// The secret that was brought, or a new one of the wanted version.
  private static SigningSecret secret(JsonFields fields, String versionDefault)
      throws Refused, MalformedJsonException {
    String brought = fields.text("secret");
    String version = fields.text("signatureVersion");
    try {
      if (brought == null) {
        return SigningSecret.generate(version == null ? versionDefault : version);
      }
      SigningSecret secret = SigningSecret.parse(brought);
      if (version != null && !version.equals(secret.version())) {
        throw refused("signatureVersion", "is not that of the secret");
      }
      return secret;
    } catch (IllegalArgumentException e) {
      if (brought == null) {
        throw new MalformedJsonException("signatureVersion", "signatureVersion must be v1 or v1a");
      }
      throw refused("secret", "is not valid: " + e.getMessage());
    }
  }

  /// The headers, or the merge patch of them, sealed; null when there are none. Whether the outcome
  /// can be sent is for the worker to say, which alone can read the old ones.
  private @Nullable String headers(UUID endpointId, JsonFields fields)
      throws Refused, MalformedJsonException {
    JsonFields headers = fields.object("headers");
    return headers == null ? null : seal(endpointId, HeaderPatch.read(headers));
  }

  private String seal(UUID endpointId, String clear) {
    return Base64.getEncoder().encodeToString(secrets.seal(endpointId, clear.getBytes(UTF_8)));
  }

  private void checkUrl(String url) throws Refused {
    String objection = targets.objection(url);
    if (objection != null) {
      throw refused("url", objection);
    }
  }

  static Refused refused(String field, String message) {
    return new Refused(Problem.ofField(ProblemType.WEBHOOK_REFUSED, field, field + " " + message));
  }
}
