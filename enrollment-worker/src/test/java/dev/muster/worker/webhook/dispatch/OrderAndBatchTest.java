package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.webhook.MessageIds;
import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.Receiver.Request;
import dev.muster.worker.webhook.WebhookWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Strict order per tournament, and several events in one POST.
class OrderAndBatchTest {
  private static final UUID CUP = new UUID(0, 1);
  private static final UUID OTHER_CUP = new UUID(0, 2);
  private static final UUID ENDPOINT = UUID.randomUUID();
  private static final Pattern EVENT = Pattern.compile("\"id\":\"(evt_[0-9a-f]{32})\"");

  @Test
  void nothingOvertakesAFailingFirstEventButOtherTournamentsGoOn() throws Exception {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    try (var receiver =
            new Receiver(
                (request, out, _) ->
                    Receiver.write(
                        out, refused.contains(request.header("webhook-id")) ? 400 : 200, ""));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.change("UPDATE webhook_endpoint SET ordering = 'TOURNAMENT'");
      List<Result> blocked = world.results(CUP, 20);
      List<Result> free = world.results(OTHER_CUP, 20);
      refused.add(id(blocked.getFirst()));
      world.fanOut(world.fanout(world.clock), blocked);
      world.fanOut(world.fanout(world.clock), free);
      world.dispatcher();

      world.awaitState("DELIVERED", 20);
      assertThat(ids(receiver, 0))
          .filteredOn(each -> !each.equals(id(blocked.getFirst())))
          .isEqualTo(ids(free));

      refused.clear();
      int before = receiver.requests().size();
      world.advance(Duration.ofSeconds(10));
      world.awaitState("DELIVERED", 40);

      assertThat(ids(receiver, before)).isEqualTo(ids(blocked));
    }
  }

  @Test
  void anExhaustedHeadIsPassedOver() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.change("UPDATE webhook_endpoint SET ordering = 'TOURNAMENT'");
      List<Result> results = world.enroll(CUP, 2);
      world.database.update(
          """
          UPDATE webhook_delivery SET state = 'EXHAUSTED', next_attempt_at = NULL
          WHERE event_id = ?
          """,
          results.getFirst().header().requestId());
      world.dispatcher();

      assertThat(receiver.next().header("webhook-id")).isEqualTo(id(results.getLast()));
    }
  }

  @Test
  void aBatchIsRetriedWithTheSameEventsUnderTheSameId() throws Exception {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    try (var receiver =
            new Receiver(
                (request, out, _) -> {
                  // Each batch is refused the first time.
                  boolean first = refused.add(request.header("webhook-id"));
                  Receiver.write(out, first ? 400 : 200, "");
                });
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.change("UPDATE webhook_endpoint SET batch_size_max = 10");
      List<Result> results = world.enroll(CUP, 95);
      world.dispatcher();
      world.await("SELECT count(*) FROM webhook_attempt", "95");
      // Nine full ones and the rest.
      List<Request> firsts = List.copyOf(receiver.requests());
      assertThat(firsts).hasSize(10);

      world.advance(Duration.ofSeconds(10));
      world.awaitState("DELIVERED", 95);

      List<Request> all = receiver.requests();
      assertThat(all).hasSize(20);
      for (Request first : firsts) {
        assertThat(first.header("webhook-id")).startsWith("bat_");
        assertThat(all.subList(10, 20))
            .filteredOn(each -> each.header("webhook-id").equals(first.header("webhook-id")))
            .singleElement()
            .satisfies(again -> assertThat(events(again)).isEqualTo(events(first)));
      }
      assertThat(all.subList(10, 20).stream().flatMap(each -> events(each).stream()))
          .containsExactlyInAnyOrderElementsOf(ids(results));
    }
  }

  @Test
  void inOrderABatchIsARunOfOneTournament() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.change("UPDATE webhook_endpoint SET ordering = 'TOURNAMENT', batch_size_max = 7");
      List<Result> some = world.enroll(CUP, 20);
      List<Result> others = world.enroll(OTHER_CUP, 20);
      world.dispatcher();
      world.awaitState("DELIVERED", 40);

      List<String> seen = new ArrayList<>();
      receiver.requests().forEach(each -> seen.addAll(events(each)));
      assertThat(seen).filteredOn(ids(some)::contains).isEqualTo(ids(some));
      assertThat(seen).filteredOn(ids(others)::contains).isEqualTo(ids(others));
      assertThat(receiver.requests()).hasSize(6);
    }
  }

  private static List<String> events(Request batch) {
    return EVENT.matcher(batch.body()).results().map(match -> match.group(1)).toList();
  }

  private static List<String> ids(Receiver receiver, int from) {
    List<Request> all = receiver.requests();
    return all.subList(from, all.size()).stream().map(each -> each.header("webhook-id")).toList();
  }

  private static List<String> ids(List<Result> results) {
    return results.stream().map(OrderAndBatchTest::id).toList();
  }

  private static String id(Result result) {
    return MessageIds.event(result.header().requestId());
  }
}
