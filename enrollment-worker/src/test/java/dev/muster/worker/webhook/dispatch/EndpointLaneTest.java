package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.worker.webhook.http.Outcome;
import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.store.DueDelivery;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.TriedDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a lane keeps and what it gives back, in orders of things that threads seldom take.
class EndpointLaneTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID ENDPOINT = UUID.randomUUID();

  private final EndpointLane lane =
      new EndpointLane(
          new Endpoint(
              ENDPOINT,
              "http://127.0.0.1:1/",
              Endpoint.State.ACTIVE,
              Set.of(),
              null,
              false,
              1,
              32,
              null,
              null,
              NOW,
              Map.of(),
              SigningSecret.generate("v1"),
              null,
              null),
          NOW);

  /// Taking is one transaction: the last attempts under way may end in it, and with them the last
  /// occasion to give anything back before the pause is over.
  @Test
  void whatWasBeingTakenWhenTheBreakerOpenedIsGivenBack() {
    assertThat(lane.add(messages(Breaker.OUTAGES_MAX), NOW)).isEmpty();
    for (int i = 0; i < Breaker.OUTAGES_MAX; i++) {
      assertThat(lane.ended(outage(begun()), NOW)).isEmpty();
    }

    List<Message> late = messages(4);
    assertThat(lane.add(late, NOW)).isEqualTo(late);

    assertThat(lane.inHand()).isZero();
  }

  @Test
  void aProbeThatIsDueIsKept() {
    assertThat(lane.add(messages(Breaker.OUTAGES_MAX), NOW)).isEmpty();
    for (int i = 0; i < Breaker.OUTAGES_MAX; i++) {
      assertThat(lane.ended(outage(begun()), NOW)).isEmpty();
    }
    Instant due = NOW.plus(Breaker.PAUSE_FIRST);

    assertThat(lane.room(due)).isEqualTo(1);
    assertThat(lane.add(messages(1), due)).isEmpty();
    assertThat(lane.inHand()).isEqualTo(1);
  }

  private Message begun() {
    return Objects.requireNonNull(lane.next(NOW, NOW, new ArrayList<>()));
  }

  private static Verdict outage(Message message) {
    Reply reply = Reply.failure(Outcome.CONNECT, "refused");
    return new Verdict(message, reply, NOW, State.PENDING, NOW, NOW, null);
  }

  private static List<Message> messages(int count) {
    return Stream.generate(
            () ->
                Message.single(
                    new DueDelivery(
                        ENDPOINT,
                        NOW,
                        UUID.randomUUID(),
                        null,
                        0,
                        0,
                        NOW,
                        NOW.plus(Duration.ofSeconds(30)),
                        null,
                        null,
                        null,
                        null)))
        .limit(count)
        .toList();
  }
}
