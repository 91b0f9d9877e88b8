package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.http.Signing;
import dev.muster.worker.webhook.http.WebhookClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the worker's HTTP client can do by itself: the same POST again and again, signed once, with
/// nothing before it and nothing after it. The measure of everything that is done around it.
public final class BareLoop {
  private static final String PATH = "/bare";
  private static final int POSTS = 20_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final double NANOS_PER_SECOND = 1e9;

  /// As long as the event of a rejection.
  private static final String BODY =
      """
      {"type":"enrollment.rejected","timestamp":"2026-01-01T00:00:00.000001Z","data":{"requestId":"00000000-0000-8000-8000-000000000000","type":"ENROLL","tournamentId":"00000000-0000-4000-8000-000000000000","playerId":"00000000-0000-4000-8000-000000000000","status":"REJECTED","reason":"TOURNAMENT_FULL","submittedAt":"2026-01-01T00:00:00.000Z","decidedAt":"2026-01-01T00:00:00.000001Z","queue":{"partition":0,"offset":10000}}}""";

  private final String url;
  private final int concurrency;
  private final SigningSecret secret = SigningSecret.generate("v1");

  /// A loop that posts to a mailbox of its own.
  ///
  /// @param concurrency POSTs under way at once
  public BareLoop(WebhookReceiver receiver, int concurrency) {
    this.url = receiver.uri(PATH).toString();
    this.concurrency = concurrency;
    var _ = receiver.open(PATH, secret.text(), (_, _) -> {});
  }

  /// Posts for some seconds.
  public double postsPerSecond() throws InterruptedException {
    byte[] body = BODY.getBytes(UTF_8);
    Signing signing =
        Signing.of(
            "evt_" + UUID.randomUUID().toString().replace("-", ""),
            Instant.now(),
            body,
            List.of(secret));
    var policy = new TargetPolicy(true, List.of(), List.of("127.0.0.0/8"));
    try (var client = new WebhookClient(policy, TIMEOUT)) {
      long start = System.nanoTime();
      var _ =
          Crowd.run(
              concurrency,
              _ -> {
                for (int i = 0; i < POSTS / concurrency; i++) {
                  Reply reply = client.post(url, Map.of(), signing, body);
                  if (!reply.isSuccess()) {
                    throw new IllegalStateException("the receiver answered " + reply);
                  }
                }
                return true;
              });
      long posts = (long) POSTS / concurrency * concurrency;
      return posts * NANOS_PER_SECOND / (System.nanoTime() - start);
    }
  }
}
