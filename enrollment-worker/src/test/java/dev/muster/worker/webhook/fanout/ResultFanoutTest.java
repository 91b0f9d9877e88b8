package dev.muster.worker.webhook.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import dev.muster.worker.webhook.WebhookWorld;
import dev.muster.worker.webhook.fanout.ResultFanout.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each result becomes exactly the deliveries that are wanted, once.
class ResultFanoutTest {
  private static final UUID CUP = new UUID(0, 1);
  private static final UUID OTHER_CUP = new UUID(0, 2);
  private static final String COUNT = "SELECT count(*) FROM webhook_delivery";

  private static final String DELIVERED =
      "SELECT count(*) FROM webhook_delivery WHERE state = 'DELIVERED'";
  private static final String COUNT_OF_ENDPOINT =
      "SELECT count(*) FROM webhook_delivery WHERE endpoint_id = ?";
  private static final String CHANGE = "UPDATE webhook_endpoint SET url = url WHERE id = ?";

  @Test
  void aReplayChangesNothing() throws SQLException {
    try (var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), "https://example.com/");
      List<Result> results = world.enroll(CUP, 10);
      world.database.execute(
          "UPDATE webhook_delivery SET state = 'DELIVERED', next_attempt_at = NULL");

      // As after a restored database: the position is lost, the rows are there.
      world.database.execute("UPDATE webhook_progress SET next_offset = 0");
      world.fanOut(world.fanout(world.clock), results);

      assertThat(world.database.texts(DELIVERED)).containsExactly("10");
      assertThat(world.database.texts(COUNT)).containsExactly("10");
    }
  }

  @Test
  void aZombieInsertsNothing() throws SQLException {
    try (var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), "https://example.com/");
      world.enroll(CUP, 10);
      ResultFanout zombie = world.fanout(world.clock);

      Outcome outcome = world.fanOut(zombie, 0, world.results(CUP, 5));

      assertThat(outcome).isInstanceOf(Outcome.Fenced.class);
      assertThat(world.database.texts(COUNT)).containsExactly("10");
      assertThat(world.database.texts("SELECT next_offset FROM webhook_progress"))
          .containsExactly("10");
    }
  }

  @Test
  void exactlyTheEndpointsThatWantAnEventGetIt() {
    try (var world = new WebhookWorld()) {
      UUID all = endpoint(world, "url = url");
      UUID enrolledOnly = endpoint(world, "event_types = '{enrollment.enrolled}'");
      UUID cancelled = endpoint(world, "event_types = '{tournament.cancelled}'");
      UUID ofCup = endpoint(world, "tournament_ids = ARRAY['" + CUP + "']::uuid[]");
      UUID ofOther = endpoint(world, "tournament_ids = ARRAY['" + OTHER_CUP + "']::uuid[]");
      UUID paused = endpoint(world, "state = 'PAUSED'");
      UUID disabled = endpoint(world, "state = 'DISABLED', disabled_reason = 'GONE'");
      endpoint(world, "state = 'DELETED', sealed_secret = NULL");
      endpoint(world, "created_at = '2026-01-01T12:00:00.000001Z'");
      Result enrolled = new Enrolled(header(CommandType.ENROLL, CUP), UUID.randomUUID(), 1, 2);
      Result left = new Unenrolled(header(CommandType.UNENROLL, CUP), UUID.randomUUID(), 1, 2);
      Result refused = rejected(CommandType.ENROLL);
      Result cancellation = new Accepted(header(CommandType.CANCEL_TOURNAMENT, CUP), 5L, null);
      List<Result> results =
          List.of(
              enrolled,
              left,
              refused,
              cancellation,
              rejected(CommandType.CANCEL_TOURNAMENT),
              rejected(null),
              new Accepted(header(CommandType.DEFINE_TOURNAMENT, CUP), null, null));

      world.fanOut(world.fanout(world.clock), results);

      assertThat(got(world, enrolled, "PENDING"))
          .containsExactlyInAnyOrder(text(all, enrolledOnly, ofCup, paused));
      assertThat(got(world, enrolled, "HELD")).containsExactly(disabled.toString());
      assertThat(got(world, left, "PENDING")).containsExactlyInAnyOrder(text(all, ofCup, paused));
      assertThat(got(world, refused, "PENDING"))
          .containsExactlyInAnyOrder(text(all, ofCup, paused));
      assertThat(got(world, cancellation, "PENDING")).containsExactly(cancelled.toString());
      assertThat(world.database.texts(COUNT)).containsExactly("14");
      assertThat(world.database.texts(COUNT_OF_ENDPOINT, ofOther)).containsExactly("0");
    }
  }

  @Test
  void aChangeOfAnEndpointIsSeenByTheNextBatch() {
    try (var world = new WebhookWorld()) {
      ResultFanout fanout = world.fanout(world.clock);
      world.fanOut(fanout, world.results(CUP, 1));
      UUID endpoint = UUID.randomUUID();
      world.endpoint(endpoint, "https://example.com/");
      world.fanOut(fanout, world.results(CUP, 1));
      world.change("UPDATE webhook_endpoint SET event_types = '{tournament.cancelled}'");
      world.fanOut(fanout, world.results(CUP, 1));

      assertThat(world.database.texts(COUNT)).containsExactly("1");
    }
  }

  @Test
  void aDayThatDoesNotExistYetIsAdded() {
    try (var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), "https://example.com/");
      world.clock.advance(Duration.ofDays(20));
      world.enroll(CUP, 1);

      assertThat(world.database.texts("SELECT count(*) FROM webhook_delivery_20260121"))
          .containsExactly("1");
    }
  }

  @Test
  void whatIsOlderThanTheRetentionMakesNothing() {
    try (var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), "https://example.com/");
      List<Result> results = world.results(CUP, 1);
      world.clock.advance(Duration.ofDays(31));
      world.fanOut(world.fanout(world.clock), results);

      assertThat(world.database.texts(COUNT)).containsExactly("0");
    }
  }

  private static UUID endpoint(WebhookWorld world, String change) {
    UUID id = UUID.randomUUID();
    world.endpoint(id, "https://example.com/");
    world.change(CHANGE.replace("url = url", change), id);
    return id;
  }

  private static List<String> got(WebhookWorld world, Result result, String state) {
    return world.database.texts(
        "SELECT endpoint_id FROM webhook_delivery WHERE event_id = ? AND state = ?",
        result.header().requestId(),
        state);
  }

  private static String[] text(UUID... ids) {
    return List.of(ids).stream().map(UUID::toString).toArray(String[]::new);
  }

  private static Result rejected(@Nullable CommandType type) {
    return new Rejected(header(type, CUP), RejectionReason.MALFORMED_COMMAND, null);
  }

  private static ResultHeader header(@Nullable CommandType type, UUID tournament) {
    Instant at = WebhookWorld.START;
    return new ResultHeader(
        UUID.randomUUID(), type, tournament, null, at, at, new LogPosition(0, 0));
  }
}
