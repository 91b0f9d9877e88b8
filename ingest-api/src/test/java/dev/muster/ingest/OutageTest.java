package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class OutageTest {
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final RunningApi api = new RunningApi();
  private final UUID tournament = UUID.randomUUID();
  private final UUID player = UUID.randomUUID();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aFailedAppendIsNeverAccepted() {
    api.log.misbehave(_ -> true, _ -> false);
    HttpResponse<String> response = api.send("POST", REQUESTS, enroll(tournament, player));

    var problem = assertProblem(response, 503, "/problems/log-unavailable");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.headers().firstValue("Location")).isEmpty();
    // It may have reached the log after all, so its outcome can be asked for.
    String id = problem.get("requestId").asString();
    assertThat(json(api.get(REQUESTS + "/" + id)).get("status").asString()).isEqualTo("PENDING");
  }

  @Test
  void aSilentBrokerIsToldOfWithinFiveSeconds() {
    // The first request of a cold process is slow in itself.
    api.send("POST", REQUESTS, enroll(tournament, player));
    api.log.misbehave(_ -> false, _ -> true);
    long start = System.nanoTime();
    assertProblem(
        api.send("POST", REQUESTS, enroll(tournament, player)), 503, "/problems/log-unavailable");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWER_MAX);
  }

  @Test
  void aRetryAfterAFailureIsTheSameRequest() {
    api.log.misbehave(_ -> true, _ -> false);
    var lost = api.send("POST", REQUESTS, enroll(tournament, player), "Idempotency-Key", "k");
    api.log.behave();
    var retried = api.send("POST", REQUESTS, enroll(tournament, player), "Idempotency-Key", "k");
    assertThat(retried.statusCode()).isEqualTo(202);
    assertThat(json(retried).get("requestId")).isEqualTo(json(lost).get("requestId"));
  }

  @Test
  void withoutADatabaseReadsFailAndCommandsGoOn() {
    String id =
        json(api.send("POST", REQUESTS, enroll(tournament, player), "Idempotency-Key", "k"))
            .get("requestId")
            .asString();
    assertThat(api.get(REQUESTS + "/" + id).statusCode()).isEqualTo(200);
    // Takes the connections away and lets no new one in.
    api.database.close();

    for (String path :
        new String[] {
          REQUESTS + "/" + id,
          REQUESTS + "/" + UUID.randomUUID(),
          "/v1/tournaments/" + tournament,
          "/v1/players/" + player,
          "/v1/players/" + player + "/enrollments",
          "/v1/players/" + player + "/credit-transactions",
        }) {
      long start = System.nanoTime();
      HttpResponse<String> response = api.get(path);
      assertProblem(response, 503, "/problems/reads-unavailable");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWER_MAX);
    }
    assertThat(api.send("POST", REQUESTS, enroll(tournament, player)).statusCode()).isEqualTo(202);
    // Who owns the key cannot be looked up, so it is left to the worker.
    assertThat(
            api.send(
                    "POST", REQUESTS, enroll(tournament, UUID.randomUUID()), "Idempotency-Key", "k")
                .statusCode())
        .isEqualTo(202);
    assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void theStartNeedsNoDatabase() {
    try (var context =
        RunningApi.start(
            "jdbc:postgresql://127.0.0.1:1/none", new MemoryLog(), new MemoryResults())) {
      assertThat(RunningApi.port(context)).isPositive();
    }
  }
}
