package dev.muster.worker.webhook.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.webhook.AsymmetricSecret;
import dev.muster.schemas.webhook.MessageIds;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.wire.StatusCodec;
import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.Receiver.Request;
import dev.muster.worker.webhook.WebhookWorld;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What happened reaches the receiver, signed, and what came of it is written down.
class DeliveryTest {
  private static final UUID CUP = UUID.randomUUID();
  private static final UUID ENDPOINT = UUID.randomUUID();

  @Test
  void thePublishedLibraryVerifiesWhatIsSent() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      SigningSecret secret = world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher(world.poster(), Clock.systemUTC());
      Result result = world.enroll(CUP, 1).getFirst();

      Request request = receiver.next();
      world.awaitState("DELIVERED", 1);

      verify(secret, request);
      assertThat(request.header("webhook-id"))
          .isEqualTo(MessageIds.event(result.header().requestId()));
      assertThat(request.body())
          .isEqualTo(
              "{\"type\":\"enrollment.enrolled\",\"timestamp\":\""
                  + result.header().decidedAt()
                  + "\",\"data\":"
                  + new String(StatusCodec.encode(result), UTF_8)
                  + "}");
      assertThat(
              world.database.texts(
                  "SELECT outcome || status_code || trigger || attempt FROM webhook_attempt"))
          .containsExactly("SUCCESS200SCHEDULE1");
    }
  }

  /// The published library knows no key pairs, so the JDK verifies.
  @Test
  void aKeyPairSignsWhatIsSent() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      SigningSecret secret = world.endpoint(ENDPOINT, receiver.url(), "v1a");
      world.dispatcher(world.poster(), Clock.systemUTC());
      world.enroll(CUP, 1);

      Request request = receiver.next();
      world.awaitState("DELIVERED", 1);

      String signature = request.header("webhook-signature");
      assertThat(signature).startsWith("v1a,");
      byte[] bytes = Base64.getDecoder().decode(signature.substring("v1a,".length()));
      String signed =
          request.header("webhook-id")
              + "."
              + request.header("webhook-timestamp")
              + "."
              + request.body();
      String publicKey = Objects.requireNonNull(secret.publicKey());
      assertThat(AsymmetricSecret.verify(publicKey, signed.getBytes(UTF_8), bytes)).isTrue();
      assertThat(AsymmetricSecret.verify(publicKey, (signed + " ").getBytes(UTF_8), bytes))
          .isFalse();
    }
  }

  @Test
  void bothSecretsSignWhileOneIsBeingRotated() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      SigningSecret old = world.endpoint(ENDPOINT, receiver.url());
      SigningSecret fresh = SigningSecret.generate("v1");
      world.change(
          """
          UPDATE webhook_endpoint
          SET sealed_secret = ?, sealed_previous_secret = ?,
              previous_secret_until = '2026-01-02T12:00:00Z'
          """,
          world.secrets.seal(ENDPOINT, fresh),
          world.secrets.seal(ENDPOINT, old));
      world.dispatcher();
      world.enroll(CUP, 1);
      String during = receiver.next().header("webhook-signature");
      world.awaitState("DELIVERED", 1);

      world.advance(Duration.ofHours(24));
      world.enroll(CUP, 1);
      String after = receiver.next().header("webhook-signature");

      assertThat(during.split(" ")).hasSize(2).allMatch(each -> each.startsWith("v1,"));
      assertThat(after.split(" ")).hasSize(1);
    }
  }

  @Test
  void everyEventOfABurstArrivesOnce() throws Exception {
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    try (var receiver =
            new Receiver(
                (request, out, _) -> {
                  seen.merge(request.header("webhook-id"), 1, Integer::sum);
                  Receiver.write(out, 204, "");
                });
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher(world.poster(), Clock.systemUTC());
      List<Result> results = world.enroll(CUP, 5_000);
      world.awaitState("DELIVERED", 5_000);

      assertThat(seen.keySet())
          .isEqualTo(
              results.stream()
                  .map(each -> MessageIds.event(each.header().requestId()))
                  .collect(Collectors.toSet()));
      assertThat(seen.values()).containsOnly(1);
      // Connections are kept.
      assertThat(receiver.connections()).isLessThanOrEqualTo(40);
    }
  }

  private static void verify(SigningSecret secret, Request request) throws Exception {
    Map<String, List<String>> headers =
        request.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    new Webhook(secret.text()).verify(request.body(), HttpHeaders.of(headers, (_, _) -> true));
  }
}
