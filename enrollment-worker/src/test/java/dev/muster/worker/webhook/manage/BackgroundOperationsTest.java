package dev.muster.worker.webhook.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.WebhookCommand.Change;
import dev.muster.schemas.webhook.WebhookCommand.Delete;
import dev.muster.schemas.webhook.WebhookCommand.Recover;
import dev.muster.schemas.webhook.WebhookCommand.ReplayMissing;
import dev.muster.schemas.webhook.WebhookCommand.Resend;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent again is what was asked for, of that endpoint and of no other.
class BackgroundOperationsTest {
  private final Instant started = Instant.now();

  private final ManagedEndpoints managed = new ManagedEndpoints();
  private final UUID mine = managed.create(EventType.ENROLLED);
  private final UUID other = managed.create(EventType.ENROLLED);

  @AfterEach
  void close() {
    managed.close();
  }

  @Test
  void recoverySetsHeldAndExhaustedOnesGoingInChunks() {
    for (int i = 0; i < 7; i++) {
      managed.deliver(mine, i % 2 == 0 ? "HELD" : "EXHAUSTED", 100 - i);
    }
    managed.deliver(mine, "DELIVERED", 50);
    managed.deliver(mine, "PENDING", 49);
    UUID operation = recover(200);
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 0");

    assertThat(managed.finish()).isEqualTo(3);
    assertThat(managed.operation(operation)).isEqualTo("DONE 7");
    assertThat(managed.deliveries(mine))
        .hasSize(9)
        .containsOnly("PENDING RECOVERY 0", "DELIVERED 4", "PENDING 4")
        .filteredOn("PENDING RECOVERY 0"::equals)
        .hasSize(7);
    assertThat(managed.signals).contains("background", "due");
  }

  @Test
  void eventsOfOneMomentAreNotLostBetweenChunks() {
    UUID tournament = UUID.randomUUID();
    for (int i = 0; i < 10; i++) {
      managed.deliver(mine, managed.decide("ENROLLED", 30, tournament), "HELD");
    }
    managed.database.execute(
        """
        UPDATE decision SET decided_at = date_trunc('second', now()) - interval '30 s';
        UPDATE webhook_delivery SET occurred_at = date_trunc('second', now()) - interval '30 s';
        """);
    UUID operation = recover(200);
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("DONE 10");
  }

  @Test
  void recoveryKeepsToItsStretchOfTime() {
    managed.deliver(mine, "HELD", 300);
    managed.deliver(mine, "HELD", 200);
    managed.deliver(mine, "HELD", 100);
    UUID operation =
        managed.run(mine, new Recover(started.minusSeconds(250), started.minusSeconds(150)));
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("DONE 1");
    assertThat(managed.deliveries(mine)).containsExactly("HELD 4", "PENDING RECOVERY 0", "HELD 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RECOVER", "REPLAY_MISSING", "DELETE", "RESEND"})
  void noOperationReachesAnotherEndpoint(String kind) {
    UUID shared = managed.deliver(mine, "HELD", 60);
    managed.deliver(other, shared, "HELD");
    managed.deliver(other, "EXHAUSTED", 50);
    managed.deliver(other, "PENDING", 40);
    managed.decide("ENROLLED", 20, UUID.randomUUID());
    var before = managed.deliveries(other);
    UUID operation =
        managed.run(
            mine,
            switch (kind) {
              case "RECOVER" -> new Recover(started.minusSeconds(500), null);
              case "REPLAY_MISSING" -> new ReplayMissing(started.minusSeconds(500), null);
              case "DELETE" -> new Delete();
              default -> new Resend(shared);
            });
    managed.finish();
    assertThat(managed.operation(operation)).startsWith("DONE").doesNotEndWith(" 0");
    assertThat(managed.deliveries(other)).isEqualTo(before);
  }

  @Test
  void aReplayAddsWhatMatchesAndIsMissing() {
    UUID tournament = UUID.randomUUID();
    managed.run(
        mine,
        new Change(
            ManagedEndpoints.patch("{\"tournamentIds\":[\"" + tournament + "\"]}", false, null)));
    UUID had = managed.decide("ENROLLED", 100, tournament);
    managed.deliver(mine, had, "DELIVERED");
    managed.decide("ENROLLED", 99, tournament);
    managed.decide("REJECTED", 98, tournament);
    managed.decide("ENROLLED", 97, UUID.randomUUID());
    // From days before there was any endpoint, with nothing for a while after it.
    managed.decide("ENROLLED", (int) Duration.ofDays(20).toSeconds(), tournament);
    managed.decide("ENROLLED", (int) Duration.ofDays(25).toSeconds(), tournament);
    UUID operation = managed.run(mine, new ReplayMissing(started.minus(Duration.ofDays(22)), null));

    // Days of nothing are passed in steps that double.
    assertThat(managed.finish()).isLessThan(60);
    assertThat(managed.operation(operation)).isEqualTo("DONE 2");
    assertThat(managed.deliveries(mine))
        .containsExactly("PENDING REPLAY 0", "DELIVERED 4", "PENDING REPLAY 0");
  }

  @Test
  void aReplayOfABurstIsExactWhateverItsDensity() {
    UUID tournament = UUID.randomUUID();
    for (int i = 0; i < 20; i++) {
      managed.decide("ENROLLED", 60, tournament);
    }
    managed.database.execute(
        """
        UPDATE decision SET decided_at = date_trunc('second', now()) - interval '60 s'
          + ("offset" % 4) * interval '1 microsecond'
        """);
    UUID operation = managed.run(mine, new ReplayMissing(started.minusSeconds(90), null));
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("DONE 20");
    assertThat(managed.deliveries(mine)).hasSize(20).containsOnly("PENDING REPLAY 0");
  }

  @Test
  void anotherWorkerGoesOnWhereTheLastOneSavedItsProgress() throws Exception {
    for (int i = 0; i < 8; i++) {
      managed.deliver(mine, "HELD", 100 - i);
    }
    UUID operation = recover(200);
    assertThat(managed.background.pass()).isTrue();
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 3");

    var next =
        new BackgroundOperations(
            managed.database.worker(), _ -> true, managed, ManagedEndpoints.CHUNK);
    while (next.pass()) {
      assertThat(managed.operation(operation)).isNotEqualTo("RUNNING 0");
    }
    assertThat(managed.operation(operation)).isEqualTo("DONE 8");
  }

  @Test
  void nobodyWorksForEndpointsOfOthers() throws Exception {
    managed.deliver(mine, "HELD", 100);
    UUID operation = recover(200);
    var stranger =
        new BackgroundOperations(
            managed.database.worker(), _ -> false, managed, ManagedEndpoints.CHUNK);
    assertThat(stranger.pass()).isFalse();
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 0");
  }

  @Test
  void anEndpointThatIsDisabledMeanwhileEndsTheOperation() throws Exception {
    for (int i = 0; i < 8; i++) {
      managed.deliver(mine, "HELD", 100 - i);
    }
    UUID operation = recover(200);
    managed.background.pass();
    disable();
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("REJECTED ENDPOINT_DISABLED 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELIVERED", "EXHAUSTED", "HELD", "PENDING"})
  void oneEventIsSentAgain(String state) {
    UUID event = managed.deliver(mine, state, 60);
    managed.deliver(mine, "DELIVERED", 50);
    UUID operation = managed.run(mine, new Resend(event));
    assertThat(managed.operation(operation)).isEqualTo("DONE 1");
    assertThat(managed.deliveries(mine)).containsExactly("PENDING RESEND 0", "DELIVERED 4");
    assertThat(
            managed.database.texts(
                """
                SELECT batch_id IS NULL AND next_attempt_at <= now()
                FROM webhook_delivery WHERE event_id = ?
                """,
                event))
        .containsExactly("t");
    assertThat(managed.signals).contains("due");
  }

  @Test
  void whatCannotBeSentAgainIsRefused() {
    UUID inHand = managed.deliver(mine, "PENDING", 60);
    managed.database.update(
        "UPDATE webhook_delivery SET leased_until = now() + interval '1 minute'");
    assertThat(managed.operation(managed.run(mine, new Resend(inHand))))
        .isEqualTo("REJECTED DELIVERY_PENDING 0");
    assertThat(managed.operation(managed.run(mine, new Resend(UUID.randomUUID()))))
        .isEqualTo("REJECTED DELIVERY_NOT_FOUND 0");
    UUID discarded = managed.deliver(mine, "DISCARDED", 60);
    assertThat(managed.operation(managed.run(mine, new Resend(discarded))))
        .isEqualTo("REJECTED DELIVERY_NOT_FOUND 0");
    UUID held = managed.deliver(mine, "HELD", 60);
    disable();
    assertThat(managed.operation(managed.run(mine, new Resend(held))))
        .isEqualTo("REJECTED ENDPOINT_DISABLED 0");
    assertThat(managed.operation(recover(100))).isEqualTo("REJECTED ENDPOINT_DISABLED 0");
  }

  @Test
  void nothingIsPromisedFromBeforeWhatIsKept() {
    UUID operation = managed.run(mine, new Recover(started.minus(Duration.ofDays(31)), null));
    assertThat(managed.operation(operation)).isEqualTo("REJECTED INVALID 0");
  }

  @Test
  void aTestEventWaitsForTheDispatcherAndCanBeSentAgain() {
    UUID operation = managed.run(mine, new dev.muster.schemas.webhook.WebhookCommand.Test());
    assertThat(managed.operation(operation)).isEqualTo("DONE 1");
    assertThat(managed.deliveries(mine)).containsExactly("PENDING TEST 0");
    assertThat(managed.database.texts("SELECT payload FROM webhook_delivery"))
        .containsExactly("{\"operationId\":\"" + operation + "\",\"endpointId\":\"" + mine + "\"}");
    assertThat(managed.signals).contains("due");

    assertThat(managed.operation(managed.run(mine, new Resend(operation)))).isEqualTo("DONE 1");
    assertThat(managed.deliveries(mine)).containsExactly("PENDING RESEND 0");
  }

  @Test
  void whatADeletedEndpointWaitedForIsDiscarded() {
    for (int i = 0; i < 4; i++) {
      managed.deliver(mine, "HELD", 100 - i);
      managed.deliver(mine, "PENDING", 50 - i);
    }
    managed.deliver(mine, "DELIVERED", 10);
    UUID operation = managed.run(mine, new Delete());
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("DONE 8");
    assertThat(managed.deliveries(mine)).containsOnly("DISCARDED 4", "DELIVERED 4");
  }

  private UUID recover(int secondsAgo) {
    return managed.run(mine, new Recover(started.minusSeconds(secondsAgo), null));
  }

  private void disable() {
    managed.database.update(
        "UPDATE webhook_endpoint SET state = 'DISABLED', disabled_reason = 'GONE' WHERE id = ?",
        mine);
  }
}
