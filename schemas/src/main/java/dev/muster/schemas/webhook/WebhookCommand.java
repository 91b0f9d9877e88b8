package dev.muster.schemas.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What can be asked of a webhook endpoint. The topic carries it to the worker, because the API
/// writes to nothing but the log.
public sealed interface WebhookCommand {
  /// Its name on the wire, and the kind of the operation it becomes.
  OperationKind kind();

  /// A new endpoint.
  ///
  /// @param sealedSecret base64 of the signing secret's text, sealed
  /// @param sealedHeaders base64 of the headers, sealed, or null for none
  record Create(EndpointSpec spec, String sealedSecret, @Nullable String sealedHeaders)
      implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.CREATE;
    }
  }

  /// Other choices for an endpoint.
  record Change(EndpointPatch patch) implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.CHANGE;
    }
  }

  /// No more endpoint; what it did not get yet is discarded.
  record Delete() implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.DELETE;
    }
  }

  /// Another secret; the old one signs as well for a while.
  ///
  /// @param sealedSecret base64 of the signing secret's text, sealed
  record RotateSecret(String sealedSecret) implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.ROTATE_SECRET;
    }
  }

  /// One event without a meaning, to try the receiver.
  record Test() implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.TEST;
    }
  }

  /// One event once more.
  record Resend(UUID eventId) implements WebhookCommand {
    @Override
    public OperationKind kind() {
      return OperationKind.RESEND;
    }
  }

  /// Everything that was held or given up.
  ///
  /// @param since events that happened from here on
  /// @param until and before here, or null for up to now
  record Recover(Instant since, @Nullable Instant until) implements WebhookCommand {
    /// @throws IllegalArgumentException if the stretch is empty
    public Recover {
      Stretch.check(since, until);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.RECOVER;
    }
  }

  /// Everything that matches the endpoint and was never its to deliver, also from before it was.
  ///
  /// @param since events that happened from here on
  /// @param until and before here, or null for up to now
  record ReplayMissing(Instant since, @Nullable Instant until) implements WebhookCommand {
    /// @throws IllegalArgumentException if the stretch is empty
    public ReplayMissing {
      Stretch.check(since, until);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.REPLAY_MISSING;
    }
  }
}
