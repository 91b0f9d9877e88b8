package dev.muster.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.crash.ApiClient.Call;
import dev.muster.quickstart.crash.ApiClient.Reply;
import dev.muster.quickstart.crash.Claims.Claim;
import dev.muster.quickstart.system.LocalBroker;
import dev.muster.quickstart.system.LocalPostgres;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The broker, the database and the API go away in mid-drop. No accepted request is lost, no 202 is
/// not on the log, and everything recovers by itself.
@ExtendWith(BreakableSystem.class)
class OutageTest {
  private static final Duration BROKER_AWAY = Duration.ofSeconds(20);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final CrashSystem system;

  OutageTest(CrashSystem system) {
    this.system = system;
  }

  @Test
  void aBrokerThatIsAwayFor20SecondsLosesNothing() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 0);
    system.awaitSettled();
    LocalBroker broker = system.local().broker();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      broker.kill();
      Map<String, Call> refused = new LinkedHashMap<>();
      Duration slowest = probeUntil(System.nanoTime() + BROKER_AWAY.toNanos(), arena, refused);
      system.measured("slowest 503", slowest);
      assertThat(slowest).isLessThan(ANSWER_MAX);
      assertThat(refused).isNotEmpty();

      int before = system.api().accepted();
      broker.start();
      broker.awaitReady();
      Duration accepting =
          Eventually.holds(
              "the API accepts again",
              CrashSystem.RECOVERY_MAX,
              () -> system.api().accepted() > before);
      system.measured("broker ready until 202", accepting);
      for (Map.Entry<String, Call> each : refused.entrySet()) {
        system.api().submit(each.getValue(), each.getKey());
      }
      system.measured("then until a decision", awaitNextDecision());
      drop.goOn(300);
      drop.end();
    }
    system.measured("settled after", system.awaitSettled());
    system.requireUndisturbed();
  }

  /// Asks for a seat again and again, each time in vain.
  ///
  /// @param refused what was asked for, by its key
  /// @return the longest that an answer took
  private Duration probeUntil(long nanos, Arena arena, Map<String, Call> refused) throws Exception {
    var random = new SplittableRandom(nanos);
    Duration slowest = Duration.ZERO;
    while (System.nanoTime() < nanos) {
      Call call = arena.anyCall(random);
      String key = Arena.key();
      Reply reply = system.api().send(call, key);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
      refused.put(key, call);
      slowest = reply.after().compareTo(slowest) > 0 ? reply.after() : slowest;
    }
    return slowest;
  }

  private Duration awaitNextDecision() throws Exception {
    long before = decided();
    return Eventually.holds(
        "something is decided again", CrashSystem.RECOVERY_MAX, () -> decided() > before);
  }

  private long decided() throws Exception {
    return system.claims().all().stream().mapToLong(Claim::nextOffset).sum();
  }

  @ParameterizedTest(name = "killed: {0}")
  @ValueSource(booleans = {false, true})
  void aDatabaseThatRestartsStopsNobodyFromAsking(boolean killed) throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 1);
    system.awaitSettled();
    LocalPostgres postgres = system.local().postgres();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      if (killed) {
        postgres.kill();
      } else {
        postgres.stop();
      }
      drop.goOn(300);
      postgres.start();
      system.measured("database ready until a decision", awaitNextDecision());
      drop.goOn(300);
      drop.end();
    }
    system.measured("settled after", system.awaitSettled());
    system.requireUndisturbed();
  }

  @Test
  void anApiThatIsKilledHasKeptEveryPromise() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 2);
    system.awaitSettled();
    Call call = arena.anyCall(new SplittableRandom());
    String key = Arena.key();
    Receipt before = system.api().submit(call, key);
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      system.local().api().kill();
      system.local().startApi();
      system.local().awaitApi();
      drop.goOn(300);
      drop.end();
    }
    Receipt after = system.api().submit(call, key);
    assertThat(after.requestId()).isEqualTo(before.requestId());
    assertThat(after.position()).as("a second record").isNotEqualTo(before.position());
    system.requireUndisturbed();
  }
}
