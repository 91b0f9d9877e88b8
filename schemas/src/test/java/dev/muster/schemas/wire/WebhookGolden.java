package dev.muster.schemas.wire;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointPatch.Field;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.TestEvent;
import dev.muster.schemas.webhook.WantedState;
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
import dev.muster.schemas.webhook.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The golden files of webhooks: commands to endpoints, and the bodies that receivers get.
public final class WebhookGolden {
  static final UUID OPERATION = UUID.fromString("019ab0c1-2d3e-8f40-9a5b-6c7d8e9fa0b1");
  static final UUID ENDPOINT = UUID.fromString("3e5f7a9b-1c2d-4e6f-8a0b-2c4d6e8f0a1b");
  private static final UUID OTHER_REQUEST = UUID.fromString("0191d9f0-5c1b-8d4f-a2c0-3e7b8f5d9a12");
  private static final Instant SINCE = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-22T12:30:00.5Z");
  private static final String SEALED = "AQIDBAUGBwgJCgsMDQ4PEA==";

  private WebhookGolden() {}

  /// Commands by file name without `.json`.
  public static Map<String, WebhookCommandEnvelope> commands() {
    var commands = new TreeMap<>(simple());
    commands.putAll(creations());
    commands.putAll(changes());
    return commands;
  }

  private static Map<String, WebhookCommandEnvelope> creations() {
    return Map.of(
        "webhook-create.v1",
        command(
            new Create(
                new EndpointSpec(
                    "https://example.com/muster?shop=7",
                    List.of(EventType.ENROLLED, EventType.REJECTED),
                    List.of(Golden.TOURNAMENT),
                    "The „Nord“ shop 🏆",
                    EventOrder.TOURNAMENT,
                    100,
                    256,
                    100_000),
                SEALED,
                SEALED)),
        "webhook-create-minimal.v1",
        command(
            new Create(
                new EndpointSpec(
                    "https://example.com/",
                    List.of(EventType.TOURNAMENT_CANCELLED),
                    null,
                    null,
                    EventOrder.NONE,
                    1,
                    32,
                    null),
                SEALED,
                null)));
  }

  private static Map<String, WebhookCommandEnvelope> changes() {
    return Map.of(
        "webhook-change.v1",
        command(
            new Change(
                new EndpointPatch(
                    Set.of(Field.values()),
                    "https://example.com/new",
                    List.of(EventType.UNENROLLED),
                    List.of(Golden.TOURNAMENT),
                    "Another one",
                    EventOrder.NONE,
                    10,
                    8,
                    50,
                    WantedState.PAUSED,
                    SEALED))),
        "webhook-change-removes.v1",
        command(
            new Change(
                new EndpointPatch(
                    Set.of(
                        Field.TOURNAMENT_IDS,
                        Field.DESCRIPTION,
                        Field.ORDERING,
                        Field.BATCH_SIZE_MAX,
                        Field.CONCURRENCY_MAX,
                        Field.RATE_PER_SECOND,
                        Field.SEALED_HEADERS),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))));
  }

  private static Map<String, WebhookCommandEnvelope> simple() {
    return Map.of(
        "webhook-delete.v1",
        command(new Delete()),
        "webhook-rotate-secret.v1",
        command(new RotateSecret(SEALED)),
        "webhook-test.v1",
        command(new Test()),
        "webhook-resend.v1",
        command(new Resend(Golden.REQUEST)),
        "webhook-recover.v1",
        command(new Recover(SINCE, null)),
        "webhook-replay-missing.v1",
        command(new ReplayMissing(SINCE, UNTIL)));
  }

  /// Events by file name without `.json`.
  public static Map<String, WebhookEvent> events() {
    return Map.of(
        "event-enrolled.v1",
        event(
            EventType.ENROLLED,
            new Enrolled(header(CommandType.ENROLL, Golden.PLAYER), Golden.ENROLLMENT, 100, 900)),
        "event-unenrolled.v1",
        event(
            EventType.UNENROLLED,
            new Unenrolled(
                header(CommandType.UNENROLL, Golden.PLAYER), Golden.ENROLLMENT, 50, 950)),
        "event-rejected.v1",
        event(
            EventType.REJECTED,
            new Rejected(
                header(OTHER_REQUEST, CommandType.ENROLL, Golden.PLAYER),
                RejectionReason.TOURNAMENT_FULL,
                null)),
        "event-tournament-cancelled.v1",
        event(
            EventType.TOURNAMENT_CANCELLED,
            new Accepted(header(CommandType.CANCEL_TOURNAMENT, null), 50_000L, null)),
        "event-test.v1",
        TestEvent.of(ENDPOINT, OPERATION, Golden.DECIDED));
  }

  /// The bodies of POSTs by file name without `.json`: every event alone, and two in a batch.
  public static Map<String, byte[]> bodies() {
    var bodies = new TreeMap<String, byte[]>();
    events().forEach((name, event) -> bodies.put(name, EventCodec.encode(event)));
    bodies.put(
        "event-batch.v1",
        EventCodec.encodeBatch(
            Golden.DECIDED,
            List.of(
                Objects.requireNonNull(events().get("event-enrolled.v1")),
                Objects.requireNonNull(events().get("event-rejected.v1")))));
    return bodies;
  }

  private static WebhookCommandEnvelope command(WebhookCommand command) {
    return new WebhookCommandEnvelope(OPERATION, ENDPOINT, command);
  }

  private static WebhookEvent event(EventType type, Result result) {
    return WebhookEvent.of(type, result);
  }

  private static ResultHeader header(CommandType type, @Nullable UUID player) {
    return header(Golden.REQUEST, type, player);
  }

  private static ResultHeader header(UUID request, CommandType type, @Nullable UUID player) {
    return new ResultHeader(
        request,
        type,
        Golden.TOURNAMENT,
        player,
        Golden.SUBMITTED,
        Golden.DECIDED,
        Golden.POSITION);
  }
}
