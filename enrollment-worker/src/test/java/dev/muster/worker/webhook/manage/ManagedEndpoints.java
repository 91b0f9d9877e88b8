package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.schemas.wire.EndpointFields;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.worker.webhook.DispatchSignal;
import dev.muster.worker.webhook.manage.ManagementRecord.Request;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The worker's management of endpoints on a database of its own, without the log before it.
final class ManagedEndpoints implements AutoCloseable, DispatchSignal {
  static final Duration RETENTION = Duration.ofDays(30);
  static final int CHUNK = 3;

  final TestDatabase database = TestDatabase.create();
  final SealedSecrets secrets = new SealedSecrets("a key of the tests");
  final List<String> signals = new ArrayList<>();
  final CommandProcessor processor;
  final BackgroundOperations background;
  private long offset;

  ManagedEndpoints() {
    background = new BackgroundOperations(database.worker(), _ -> true, this, CHUNK);
    processor =
        new CommandProcessor(
            database.worker(),
            new CommandApplier(
                new Credentials(secrets), new TargetPolicy(false, List.of(), List.of()), RETENTION),
            this,
            () -> signals.add("background"),
            Clock.systemUTC());
  }

  @Override
  public void deliveriesDue() {
    signals.add("due");
  }

  @Override
  public void endpointsChanged() {
    signals.add("changed");
  }

  /// An endpoint for these types and every tournament.
  UUID create(EventType... types) {
    UUID id = UUID.randomUUID();
    var spec =
        new EndpointSpec(
            "https://example.com/hook", List.of(types), null, null, EventOrder.NONE, 1, 32, null);
    run(id, new Create(spec, sealedSecret(id, "v1"), null));
    return id;
  }

  String sealedSecret(UUID endpointId, String version) {
    return sealed(endpointId, SigningSecret.generate(version).text());
  }

  String sealed(UUID endpointId, String clear) {
    return Base64.getEncoder().encodeToString(secrets.seal(endpointId, clear.getBytes(UTF_8)));
  }

  static EndpointPatch patch(String json, boolean headers, @Nullable String sealedHeaders) {
    try {
      return EndpointFields.patch(JsonFields.parse(json.getBytes(UTF_8)), headers, sealedHeaders);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /// Carries a command out.
  ///
  /// @return its operation
  UUID run(UUID endpointId, WebhookCommand command) {
    UUID operation = UUID.randomUUID();
    run(operation, endpointId, command);
    return operation;
  }

  void run(UUID operation, UUID endpointId, WebhookCommand command) {
    try {
      processor.process(
          new Request(new WebhookCommandEnvelope(operation, endpointId, command), offset++));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// Works until nothing runs in the background.
  ///
  /// @return how many passes it took
  int finish() {
    try {
      int passes = 0;
      while (background.pass()) {
        passes++;
      }
      return passes;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// State, reason and effect of an operation, such as `DONE  3`.
  String operation(UUID id) {
    return database
        .texts(
            """
            SELECT concat_ws(' ', state, reason, affected) FROM webhook_operation WHERE id = ?
            """,
            id)
        .getFirst();
  }

  /// A column of an endpoint, as text.
  @Nullable String endpoint(UUID id, String column) {
    return database
        .texts(
            """
            SELECT to_jsonb(e) ->> ? FROM webhook_endpoint e WHERE id = ?
            """,
            column,
            id)
        .getFirst();
  }

  /// An event that was decided so many seconds ago.
  ///
  /// @param outcome `ENROLLED`, `UNENROLLED` or `REJECTED`
  UUID decide(String outcome, int secondsAgo, UUID tournamentId) {
    UUID request = UUID.randomUUID();
    boolean rejected = outcome.equals("REJECTED");
    database.update(
        """
        INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason,
                              enrollment_id, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?, ?, ?, ?, ?, ?, ?, now(), now() - ? * interval '1 second', ?, 0, ?)
        """,
        request,
        outcome.equals("UNENROLLED") ? "UNENROLL" : "ENROLL",
        tournamentId,
        request,
        outcome,
        rejected ? "TOURNAMENT_FULL" : null,
        rejected ? null : request,
        secondsAgo,
        tournamentId,
        offset++);
    return request;
  }

  /// A new event that an endpoint has in some state, after some attempts.
  UUID deliver(UUID endpointId, String state, int secondsAgo) {
    UUID event = decide("ENROLLED", secondsAgo, UUID.randomUUID());
    deliver(endpointId, event, state);
    return event;
  }

  /// An event that is there, for another endpoint.
  void deliver(UUID endpointId, UUID event, String state) {
    database.execute("SELECT webhook_add_days(current_date - 3, current_date + 1)");
    database.update(
        """
        INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, tournament_id,
                                      sequence, state, attempts, next_attempt_at, batch_id)
        SELECT ?, decided_at, request_id, 'enrollment.enrolled', tournament_id, "offset", ?::text, 4,
               CASE WHEN ?::text = 'PENDING' THEN now() + interval '1 day' END, request_id
        FROM decision WHERE request_id = ?
        """,
        endpointId,
        state,
        state,
        event);
  }

  /// Every delivery of an endpoint as `state trigger attempts`, oldest first.
  List<String> deliveries(UUID endpointId) {
    return database.texts(
        """
        SELECT concat_ws(' ', state, trigger, attempts)
        FROM webhook_delivery WHERE endpoint_id = ? ORDER BY occurred_at, event_id
        """,
        endpointId);
  }

  @Override
  public void close() {
    database.close();
  }
}
