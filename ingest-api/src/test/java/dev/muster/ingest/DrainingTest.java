package dev.muster.ingest;

import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// A replica that is told to stop says so first, and serves everybody who still comes.
@NullMarked
class DrainingTest {
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final int END_SECONDS_MAX = 20;

  @Test
  void aReplicaThatLeavesServesUntilItHasLeft() throws Exception {
    try (var api = new RunningApi("--muster.drain=3s")) {
      String body = enroll(UUID.randomUUID(), UUID.randomUUID());
      String pending = json(api.send("POST", REQUESTS, body)).get("requestId").asString();
      CompletableFuture<HttpResponse<String>> waiting =
          api.sendAsync(api.to(REQUESTS + "/" + pending).header("Prefer", "wait=30"));
      api.awaitWaiting(1);

      var stopped = CompletableFuture.runAsync(api::stop);
      awaitUnready(api);

      assertThat(api.get("/livez").statusCode()).isEqualTo(200);
      HttpResponse<String> accepted = api.send("POST", REQUESTS, body);
      assertThat(accepted.statusCode()).isEqualTo(202);
      assertThat(accepted.headers().firstValue("Connection")).contains("close");
      // A wait that begins now still waits, and so does the one from before.
      assertThat(
              json(api.get(REQUESTS + "/" + pending, "Prefer", "wait=1")).get("status").asString())
          .isEqualTo("PENDING");
      assertThat(waiting).isNotDone();

      stopped.get(END_SECONDS_MAX, TimeUnit.SECONDS);
      HttpResponse<String> sentAway = waiting.get(END_SECONDS_MAX, TimeUnit.SECONDS);
      assertThat(sentAway.statusCode()).isEqualTo(200);
      assertThat(json(sentAway).get("status").asString()).isEqualTo("PENDING");
      assertThat(sentAway.headers().firstValue("Retry-After")).isPresent();
      assertThat(sentAway.headers().firstValue("Connection")).contains("close");
      assertThatThrownBy(() -> api.connect().close()).isInstanceOf(IOException.class);
    }
  }

  private static void awaitUnready(RunningApi api) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
    while (true) {
      HttpResponse<String> probe = api.get("/readyz");
      if (probe.statusCode() != 200) {
        Problems.assertProblem(probe, 503, "/problems/draining");
        assertThat(probe.headers().firstValue("Retry-After")).isPresent();
        return;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
