package dev.muster.worker.webhook.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.worker.webhook.Receiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The client against a receiver that does everything wrong.
class WebhookClientTest {
  private static final Signing SIGNING = new Signing("evt_1", "1", "v1,a");
  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final TargetPolicy LOCAL =
      new TargetPolicy(true, List.of(), List.of("127.0.0.0/8"));

  @Test
  void sendsTheBytesItWasGivenUnderItsOwnHeaders() throws Exception {
    try (var receiver = new Receiver(Receiver.status(202));
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(5))) {
      Reply reply = client.post(receiver.url(), Map.of("authorization", "Bearer x"), SIGNING, BODY);

      assertThat(reply.outcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(reply.statusCode()).isEqualTo(202);
      assertThat(reply.remoteAddress()).isEqualTo("127.0.0.1");
      var request = receiver.next();
      assertThat(request.body()).isEqualTo("{}");
      assertThat(request.headers().keySet())
          .containsExactlyInAnyOrder(
              "authorization",
              "webhook-id",
              "webhook-timestamp",
              "webhook-signature",
              "content-length",
              "content-type",
              "host",
              "connection",
              "user-agent");
    }
  }

  @Test
  void ourHeadersCannotBeReplaced() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(5))) {
      for (String name : List.of("Host", "content-length", "Webhook-Id", "Connection", "Cookie")) {
        Reply reply = client.post(receiver.url(), Map.of(name, "x"), SIGNING, BODY);
        assertThat(reply.outcome()).as(name).isEqualTo(Outcome.INVALID);
      }
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void redirectsAreFailuresAndNeverFollowed() throws Exception {
    try (var inside = new Receiver(Receiver.status(200));
        var receiver = new Receiver(Receiver.status(307, "Location: " + inside.url()));
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(5))) {
      Reply reply = client.post(receiver.url(), Map.of(), SIGNING, BODY);

      assertThat(reply.outcome()).isEqualTo(Outcome.HTTP_STATUS);
      assertThat(reply.statusCode()).isEqualTo(307);
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void whoNeverAnswersTimesOutAndLosesItsConnection() throws Exception {
    try (var receiver = new Receiver(Receiver.hang());
        var client = new WebhookClient(LOCAL, Duration.ofMillis(300))) {
      assertThat(client.post(receiver.url(), Map.of(), SIGNING, BODY).outcome())
          .isEqualTo(Outcome.TIMEOUT);
    }
  }

  @Test
  void headersThatDripTimeOutAsAWhole() throws Exception {
    try (var receiver = new Receiver((_, out, _) -> drip(out, "HTTP/1.1 200 OK\r\nx-"));
        var client = new WebhookClient(LOCAL, Duration.ofMillis(300))) {
      Reply reply = client.post(receiver.url(), Map.of(), SIGNING, BODY);

      assertThat(reply.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(reply.durationMs()).isBetween(290L, 5_000L);
    }
  }

  @Test
  void aBodyThatDripsEndsWithTheTimeOutAndTheStatusCounts() throws Exception {
    String head = " OK\r\ncontent-length: 100000\r\n\r\n";
    for (int status : List.of(200, 500)) {
      try (var receiver = new Receiver((_, out, _) -> drip(out, "HTTP/1.1 " + status + head));
          var client = new WebhookClient(LOCAL, Duration.ofMillis(300))) {
        Reply reply = client.post(receiver.url(), Map.of(), SIGNING, BODY);

        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.durationMs()).isBetween(290L, 5_000L);
      }
    }
  }

  @Test
  void anEndlessBodyIsReadToItsBoundOnly() throws Exception {
    var broken = new CountDownLatch(1);
    try (var receiver =
            new Receiver(
                (_, out, _) -> {
                  out.write("HTTP/1.1 500 No\r\ncontent-encoding: gzip\r\n\r\n".getBytes(US_ASCII));
                  try {
                    while (true) {
                      out.write("abcdefgh".repeat(1_000).getBytes(US_ASCII));
                    }
                  } finally {
                    broken.countDown();
                  }
                });
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(10))) {
      Reply reply = client.post(receiver.url(), Map.of(), SIGNING, BODY);

      assertThat(reply.outcome()).isEqualTo(Outcome.HTTP_STATUS);
      assertThat(reply.body()).hasSize(WebhookClient.BODY_BYTES_MAX).startsWith("abcdefgh");
      // The connection was closed instead of being read to an end.
      broken.await();
    }
  }

  @Test
  void aConnectionThatBreaksOrNeverIsSaysSo() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var receiver = new Receiver(Receiver.reset());
        var noHttp = new Receiver((_, out, _) -> out.write("220 mail\r\n\r\n".getBytes(US_ASCII)));
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(2))) {
      assertThat(client.post(receiver.url(), Map.of(), SIGNING, BODY).outcome())
          .isEqualTo(Outcome.CONNECTION_LOST);
      assertThat(receiver.requests()).hasSize(1);
      assertThat(client.post("http://127.0.0.1:" + free, Map.of(), SIGNING, BODY).outcome())
          .isEqualTo(Outcome.CONNECT);
      String tls = "https://127.0.0.1:" + noHttp.port();
      assertThat(client.post(tls, Map.of(), SIGNING, BODY).outcome()).isEqualTo(Outcome.TLS);
    }
  }

  @Test
  void aKeptConnectionThatTheReceiverClosedCostsNoAttempt() throws Exception {
    var count = new AtomicInteger();
    try (var receiver =
            new Receiver(
                (_, out, _) -> {
                  if (count.incrementAndGet() == 2) {
                    throw new IOException("closed while it was kept");
                  }
                  Receiver.write(out, 200, "");
                });
        var client = new WebhookClient(LOCAL, Duration.ofSeconds(5))) {
      client.post(receiver.url(), Map.of(), SIGNING, BODY);
      Reply second = client.post(receiver.url(), Map.of(), SIGNING, BODY);

      assertThat(second.outcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @Test
  void aNameIsJudgedWhenItIsConnectedTo() throws Exception {
    var answers = new AtomicInteger();
    InetAddress outside = InetAddress.ofLiteral("192.0.2.7");
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    var policy = new TargetPolicy(true, List.of(), List.of("192.0.2.0/24"));
    // Good at first, then an inside address, then one of each.
    VettedAddresses.Names names =
        _ ->
            switch (answers.getAndIncrement()) {
              case 0 -> new InetAddress[] {outside};
              case 1 -> new InetAddress[] {loopback};
              case 2 -> new InetAddress[] {outside, loopback};
              default -> throw new UnknownHostException();
            };
    try (var receiver = new Receiver(Receiver.status(200));
        var client = new WebhookClient(policy, Duration.ofMillis(300), names)) {
      String url = "http://rebinding.example:" + receiver.port() + "/";
      // Nobody is there, but it was tried.
      assertThat(client.post(url, Map.of(), SIGNING, BODY).outcome())
          .isIn(Outcome.TIMEOUT, Outcome.CONNECT);
      for (int i = 0; i < 2; i++) {
        assertThat(client.post(url, Map.of(), SIGNING, BODY).outcome()).isEqualTo(Outcome.BLOCKED);
      }
      assertThat(client.post(url, Map.of(), SIGNING, BODY).outcome()).isEqualTo(Outcome.DNS);
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void aLiteralInsideAddressIsRefused() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var client =
            new WebhookClient(
                new TargetPolicy(true, List.of(), List.of()), Duration.ofSeconds(2))) {
      for (String host :
          List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0")) {
        String url = "http://" + host + ":" + receiver.port() + "/";
        assertThat(client.post(url, Map.of(), SIGNING, BODY).outcome())
            .as(host)
            .isEqualTo(Outcome.INVALID);
      }
      assertThat(
              client.post("http://localhost:" + receiver.port(), Map.of(), SIGNING, BODY).outcome())
          .isEqualTo(Outcome.BLOCKED);
      assertThat(receiver.connections()).isZero();
    }
  }

  /// Writes a byte at a time until the connection breaks.
  private static void drip(OutputStream out, String head) throws IOException, InterruptedException {
    out.write(head.getBytes(US_ASCII));
    var never = new CountDownLatch(1);
    while (!never.await(20, TimeUnit.MILLISECONDS)) {
      out.write('x');
      out.flush();
    }
  }
}
