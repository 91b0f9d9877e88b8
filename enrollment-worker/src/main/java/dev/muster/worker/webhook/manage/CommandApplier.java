package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointPatch.Field;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.OperationRefusal;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.schemas.webhook.TestEvent;
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
import dev.muster.worker.webhook.manage.Outcome.Done;
import dev.muster.worker.webhook.manage.Outcome.Refused;
import dev.muster.worker.webhook.manage.Outcome.Running;
import dev.muster.worker.webhook.store.RegistryVersion;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What each command does to the rows, within the transaction that wrote its operation down.
final class CommandApplier {
  /// How long an old secret goes on signing.
  static final Duration ROTATION_OVERLAP = Duration.ofHours(24);

  private final Credentials credentials;
  private final TargetPolicy targets;
  private final Duration deliveryRetention;

  /// @param deliveryRetention how long deliveries are kept: nothing older can be recovered
  CommandApplier(Credentials credentials, TargetPolicy targets, Duration deliveryRetention) {
    this.credentials = credentials;
    this.targets = targets;
    this.deliveryRetention = deliveryRetention;
  }

  /// Applies a command.
  ///
  /// @param time when the operation was taken up
  /// @param offset the command's place on the log
  Outcome apply(Connection connection, WebhookCommandEnvelope envelope, Instant time, long offset)
      throws SQLException {
    try {
      return switch (envelope.command()) {
        case Create create -> create(connection, envelope.endpointId(), create);
        case WebhookCommand command -> {
          boolean changes =
              command instanceof Change
                  || command instanceof Delete
                  || command instanceof RotateSecret;
          StoredEndpoint endpoint =
              changes
                  ? FindEndpoint.lock(connection, envelope.endpointId())
                  : FindEndpoint.share(connection, envelope.endpointId());
          yield endpoint == null
              ? new Refused(OperationRefusal.ENDPOINT_NOT_FOUND, null)
              : apply(connection, envelope, endpoint, time, offset);
        }
      };
    } catch (GeneralSecurityException e) {
      return new Refused(OperationRefusal.SECRET_UNREADABLE, null);
    } catch (IllegalArgumentException e) {
      return new Refused(OperationRefusal.INVALID, e.getMessage());
    }
  }

  private Outcome apply(
      Connection connection,
      WebhookCommandEnvelope envelope,
      StoredEndpoint endpoint,
      Instant time,
      long offset)
      throws SQLException, GeneralSecurityException {
    boolean sends =
        switch (envelope.command()) {
          case Test _, Resend _, Recover _, ReplayMissing _ -> true;
          case Create _, Change _, Delete _, RotateSecret _ -> false;
        };
    if (sends && endpoint.isDisabled()) {
      return new Refused(OperationRefusal.ENDPOINT_DISABLED, null);
    }
    UUID id = endpoint.id();
    return switch (envelope.command()) {
      case Create _ -> throw new IllegalStateException("an endpoint is created before it is found");
      case Change change -> change(connection, endpoint, change.patch());
      case Delete _ -> {
        DeleteEndpoint.execute(connection, id);
        RegistryVersion.bump(connection);
        yield new Running();
      }
      case RotateSecret rotate -> rotate(connection, id, rotate);
      case Test _ -> {
        var event = TestEvent.of(id, envelope.operationId(), time);
        InsertTestDelivery.execute(connection, id, event, offset);
        yield new Done(1);
      }
      case Resend resend -> ResendDelivery.execute(connection, id, resend.eventId());
      case Recover recover -> background(recover.since(), time);
      case ReplayMissing replay -> background(replay.since(), time);
    };
  }

  private Outcome create(Connection connection, UUID id, Create create)
      throws SQLException, GeneralSecurityException {
    checkUrl(create.spec());
    byte[] sealed = Credentials.bytes(create.sealedSecret());
    SigningSecret secret = credentials.secret(id, sealed);
    byte[] headers = credentials.headers(id, null, create.sealedHeaders());
    // The registry first: its lock keeps a fan-out that does not know the endpoint yet from being
    // under way at the moment the endpoint begins.
    RegistryVersion.bump(connection);
    return InsertEndpoint.execute(connection, id, create.spec(), secret, sealed, headers)
        ? new Done(0)
        : new Refused(OperationRefusal.ENDPOINT_EXISTS, null);
  }

  private Outcome change(Connection connection, StoredEndpoint old, EndpointPatch patch)
      throws SQLException, GeneralSecurityException {
    EndpointSpec spec = patch.applyTo(old.spec());
    if (patch.changes(Field.URL)) {
      checkUrl(spec);
    }
    byte[] headers =
        patch.changes(Field.SEALED_HEADERS)
            ? credentials.headers(old.id(), old.sealedHeaders(), patch.sealedHeaders())
            : unchanged(old);
    String state = patch.state() == null ? old.state() : patch.state().name();
    UpdateEndpoint.execute(connection, old.id(), spec, state, headers);
    RegistryVersion.bump(connection);
    return new Done(0);
  }

  private Outcome rotate(Connection connection, UUID id, RotateSecret rotate)
      throws SQLException, GeneralSecurityException {
    byte[] sealed = Credentials.bytes(rotate.sealedSecret());
    SigningSecret secret = credentials.secret(id, sealed);
    RotateEndpointSecret.execute(connection, id, secret, sealed, ROTATION_OVERLAP);
    RegistryVersion.bump(connection);
    return new Done(0);
  }

  private Outcome background(Instant since, Instant time) {
    Instant oldest = time.minus(deliveryRetention);
    if (since.isBefore(oldest)) {
      return new Refused(
          OperationRefusal.INVALID,
          "since must not be before " + oldest + ": deliveries are kept no longer");
    }
    return since.isBefore(time)
        ? new Running()
        : new Refused(OperationRefusal.INVALID, "since must be in the past");
  }

  private void checkUrl(EndpointSpec spec) {
    String objection = targets.objection(spec.url());
    if (objection != null) {
      throw new IllegalArgumentException("url " + objection);
    }
  }

  private static byte @Nullable [] unchanged(StoredEndpoint endpoint) {
    String headers = endpoint.sealedHeaders();
    return headers == null ? null : Credentials.bytes(headers);
  }
}
